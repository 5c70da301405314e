import { expect, it } from 'vitest';
import { type SizeMeasured, summarizeReport } from './summarize-report.js';

const size = (rows: number, seconds: number, more: Partial<SizeMeasured> = {}): SizeMeasured => ({
  ...{ rows, found: rows, firstSeconds: seconds, againSeconds: seconds / 2, orgSeconds: 0, calls: 4 },
  peakMegabytes: 200,
  ...more,
});

it('says linear where 1,000 rows take as long in the largest report as in the smallest', () => {
  const { sizes, time, memory, faults } = summarizeReport([size(5_000, 1), size(50_000, 11)], 150);
  expect(sizes.map(({ firstMsPerThousand }) => firstMsPerThousand)).toEqual([200, 220]);
  expect(time).toEqual({ firstRatio: 1.1, againRatio: 1.1, linear: true });
  expect(memory).toEqual({ restMegabytes: 150, ratio: 1, flat: true });
  expect(faults).toEqual([]);
});

it('says not linear where either read grows faster than its rows', () => {
  expect(summarizeReport([size(5_000, 1), size(50_000, 100)], 150).time.linear).toBe(false);
  const again = size(50_000, 10, { againSeconds: 50 });
  expect(summarizeReport([size(5_000, 1), again], 150).time).toMatchObject({ firstRatio: 1, linear: false });
});

it('says not flat where the memory grows with the rows', () => {
  const large = size(50_000, 10, { peakMegabytes: 400 });
  expect(summarizeReport([size(5_000, 1), large], 150).memory).toMatchObject({ ratio: 2, flat: false });
});

it('takes rows that are missing for a fault', () => {
  expect(summarizeReport([size(5_000, 1, { found: 4_999 })], 150).faults).toEqual([
    'Of the report with 5000 rows 4999 were found.',
  ]);
});
