import { BenchStage } from '../bench-stage.js';
import { runBench } from '../run-bench.js';
import { reportAsText } from './print-report.js';
import { runReport } from './run-report.js';

export const REPORT_USAGE = `npm run bench -- report [--most 50000] [--quick] [--json]

report-polling reads reports of a tenth, a fifth, two fifths and all of --most rows from a simulated org: how long, and with
how much memory. --quick reads 2,200 to 8,800 rows: it shows that every row is found, not how fast.
`;

const shares = [0.1, 0.2, 0.4, 1];
const quickShares = [0.25, 0.5, 1];

export function reportCommand(words: readonly string[]): Promise<void> {
  const stage = new BenchStage();
  return runBench({
    words,
    usage: REPORT_USAGE,
    usual: { most: 50_000 },
    quickly: { most: 8_800 },
    stage,
    run: ({ most }, quick, step) =>
      runReport(
        stage,
        (quick ? quickShares : shares).map((share) => Math.max(1, Math.round(most * share))),
        step,
      ),
    asText: reportAsText,
  });
}
