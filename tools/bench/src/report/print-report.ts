import type { ReportSummary } from './summarize-report.js';

/** The result as a person reads it. */
export function reportAsText({ sizes, time, memory, faults }: ReportSummary): string {
  const line = (cells: readonly (string | number)[]) => `  ${cells.map((cell) => String(cell).padStart(13)).join('')}`;
  return [
    '',
    line(['rows', 'found', 'first read s', 'ms per 1,000', 'next read s', 'ms per 1,000', 'calls', 'peak MB']),
    ...sizes.map((size) =>
      line([
        size.rows,
        size.found,
        size.firstSeconds.toFixed(2),
        size.firstMsPerThousand,
        size.againSeconds.toFixed(2),
        size.againMsPerThousand,
        size.calls,
        size.peakMegabytes,
      ]),
    ),
    '',
    `  time: ${time.linear ? 'linear' : 'NOT LINEAR'}; 1,000 rows of the largest take ${time.firstRatio} times as long as of the smallest in the first read, ${time.againRatio} times in the next`,
    `  of the largest first read ${sizes.at(-1)?.orgSeconds.toFixed(2)} s were the simulated org's`,
    `  memory: ${memory.flat ? 'flat' : 'NOT FLAT'}; ${memory.restMegabytes} MB before, at most ${memory.ratio} times as much with the largest as with the smallest`,
    ...faults.map((fault) => `FAULT ${fault}`),
    '',
  ].join('\n');
}
