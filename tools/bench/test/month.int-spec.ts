import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { builtFile } from '@ce/standalone';
import { expect, it } from 'vitest';
import { z } from 'zod';

const execute = promisify(execFile);
const WITHIN_MS = 300_000;

const count = z.number().int().min(0);
const kinds = { import: count, tasks: count, writeback: count };
const summary = z.strictObject({
  plan: z.strictObject({ campaigns: count, contacts: count, emails: count, days: count }),
  counted: z.strictObject({ connecting: count, attaching: count, ...kinds, describes: z.strictObject(kinds) }),
  polls: z.strictObject({ polls: count, calls: count }),
  look: z.strictObject({ calls: count }),
  calls: z.strictObject({
    connecting: count,
    polling: count,
    ...kinds,
    refresh: count,
    describes: count,
    total: count,
  }),
  specification: z.strictObject({ polling: count, ...kinds, total: count }),
  ratio: z.number().positive(),
  aim: z.strictObject({ calls: count, met: z.boolean() }),
  totalOneByOne: count,
  emails: count,
  tasks: count,
  faults: z.array(z.string()),
});

it(
  'counts a small month at the org, sets it beside the specification’s, and ends with the figures as one JSON line',
  { timeout: WITHIN_MS },
  async () => {
    const bench = [builtFile('tools/bench', 'main.js'), 'month', '--quick', '--json', '--contacts', '11'];
    const { stdout } = await execute(process.execPath, bench, { timeout: WITHIN_MS });
    const result = summary.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null'));
    expect(result.faults).toEqual([]);
    expect(result).toMatchObject({ emails: 44, tasks: 44, polls: { polls: 4, calls: 4 } });
    expect(result.specification).toEqual({ polling: 12_000, import: 88, tasks: 44, writeback: 22, total: 12_154 });
    expect(result.calls.polling).toBe(5_760 + result.counted.attaching);
    const { counted } = result;
    for (const calls of [counted.import, counted.tasks, counted.writeback, result.look.calls]) {
      expect(calls).toBeGreaterThan(0);
    }
    // Four mailings of eleven emails: together in a call or two each, and not one by one.
    expect(counted.tasks).toBeLessThan(44);
  },
);
