export interface SizeMeasured {
  /** Rows that the report has. */
  rows: number;
  /** Rows that report-polling found in it. */
  found: number;
  /** The first read, whose rows are all new and are published. */
  firstSeconds: number;
  /** The next one, which finds nothing new. */
  againSeconds: number;
  /** Of the first read: what the simulated org took to answer. */
  orgSeconds: number;
  /** API calls of the next read, as every later one makes them. */
  calls: number;
  /** The most resident memory of report-polling meanwhile. */
  peakMegabytes: number;
}

export interface SizeFigures extends SizeMeasured {
  firstMsPerThousand: number;
  againMsPerThousand: number;
}

export interface ReportSummary {
  sizes: SizeFigures[];
  /** Time for 1,000 rows of the largest report in relation to the smallest; about 1 is linear. */
  time: { firstRatio: number; againRatio: number; linear: boolean };
  memory: { restMegabytes: number; ratio: number; flat: boolean };
  /** What was not as it should be; the figures mean nothing then. */
  faults: string[];
}

/** Quadratic time would make the ratio that of the sizes, which is ten from 5,000 to 50,000. */
const STILL_LINEAR = 2;
/** Ten times the rows in memory would show far above this. */
const STILL_FLAT = 1.3;

export function summarizeReport(sizes: readonly SizeMeasured[], restMegabytes: number): ReportSummary {
  const figures = sizes.map((size) => ({
    ...size,
    firstMsPerThousand: Math.round((size.firstSeconds * 1_000_000) / size.rows),
    againMsPerThousand: Math.round((size.againSeconds * 1_000_000) / size.rows),
  }));
  const [smallest, largest] = [figures[0], figures.at(-1)];
  if (smallest === undefined || largest === undefined) throw new Error('No report was read.');
  const ratio = (of: (size: SizeFigures) => number) => Number((of(largest) / of(smallest)).toFixed(2));
  const firstRatio = ratio((size) => size.firstMsPerThousand);
  const againRatio = ratio((size) => size.againMsPerThousand);
  const peak = ratio((size) => size.peakMegabytes);
  return {
    sizes: figures,
    time: { firstRatio, againRatio, linear: Math.max(firstRatio, againRatio) <= STILL_LINEAR },
    memory: { restMegabytes, ratio: peak, flat: peak <= STILL_FLAT },
    faults: figures.flatMap(({ rows, found }) =>
      rows === found ? [] : [`Of the report with ${rows} rows ${found} were found.`],
    ),
  };
}
