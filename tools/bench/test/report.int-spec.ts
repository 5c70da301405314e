import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { builtFile } from '@ce/standalone';
import { expect, it } from 'vitest';
import { z } from 'zod';

const execute = promisify(execFile);
const WITHIN_MS = 300_000;

const positive = z.number().positive();
const size = z.strictObject({
  rows: z.number().int(),
  found: z.number().int(),
  firstSeconds: positive,
  againSeconds: positive,
  orgSeconds: z.number().min(0),
  calls: z.number().int(),
  peakMegabytes: positive,
  firstMsPerThousand: positive,
  againMsPerThousand: positive,
});
const summary = z.strictObject({
  sizes: z.array(size),
  time: z.strictObject({ firstRatio: positive, againRatio: positive, linear: z.boolean() }),
  memory: z.strictObject({ restMegabytes: positive, ratio: positive, flat: z.boolean() }),
  faults: z.array(z.string()),
});

// Nothing here asks how fast: the machine that runs it is not known.
it(
  'finds every row of each report, in one call for 2,000 of them, and ends with the figures as one JSON line',
  { timeout: WITHIN_MS },
  async () => {
    const bench = [builtFile('tools/bench', 'main.js'), 'report', '--quick', '--json'];
    const { stdout } = await execute(process.execPath, bench, { timeout: WITHIN_MS });
    const result = summary.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null'));
    expect(result.faults).toEqual([]);
    expect(result.sizes.map(({ rows, found, calls }) => ({ rows, found, calls }))).toEqual([
      { rows: 2_200, found: 2_200, calls: 1 + 2 },
      { rows: 4_400, found: 4_400, calls: 1 + 3 },
      { rows: 8_800, found: 8_800, calls: 1 + 5 },
    ]);
  },
);
