import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ownKafkaIsWanted } from '@ce/kafka';
import { builtFile } from '@ce/standalone';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const execute = promisify(execFile);
const WITHIN_MS = 400_000;

const figures = z.strictObject({
  eventsPerSecond: z.number().positive(),
  rounds: z.array(z.number().positive()).length(1),
  callsPerThousand: z.number().positive(),
  events: z.number(),
  tasks: z.number(),
  sent: z.number(),
  processorSeconds: z.record(z.string(), z.number().nonnegative()),
});
const latencies = z.strictObject({ p50Seconds: z.number().positive(), p95Seconds: z.number().positive() });
const summary = z.strictObject({
  system: figures,
  nest: figures,
  bare: figures,
  ratios: z.strictObject({ systemToBare: z.number().positive(), systemToNest: z.number().positive() }),
  latency: z.strictObject({ idle: latencies, underLoad: latencies }),
  memory: z.strictObject({ restMegabytes: z.number().positive(), mostMegabytes: z.number().positive() }),
  faults: z.array(z.string()),
});

// Nothing here asks how fast: the machine that runs it is not known.
describe.runIf(await ownKafkaIsWanted())('npm run bench -- throughput --quick --json', () => {
  it(
    'makes one Task of each email in every contestant, and ends with the figures as one JSON line',
    { timeout: WITHIN_MS },
    async () => {
      const bench = [builtFile('tools/bench', 'main.js'), 'throughput', '--quick', '--json', '--nest-events', '13'];
      const { stdout } = await execute(process.execPath, bench, { timeout: WITHIN_MS });
      const result = summary.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null'));
      if (process.platform === 'linux') {
        const processes = Object.keys(result.system.processorSeconds);
        expect(processes).toEqual(
          expect.arrayContaining(['activity-logging', 'auth', 'broker', 'PostgreSQL', 'simulator']),
        );
      }
      expect(result.faults).toEqual([]);
      expect(result).toMatchObject({
        system: { events: 2_000, tasks: 2_000 },
        nest: { events: 13, tasks: 13, callsPerThousand: 1_000 },
        bare: { events: 2_000, tasks: 2_000 },
      });
      for (const { events, sent } of [result.system, result.nest, result.bare])
        expect(sent).toBeGreaterThanOrEqual(events);
    },
  );
});
