import { BenchStage } from '../bench-stage.js';
import { runBench } from '../run-bench.js';
import { monthAsText } from './print-month.js';
import { runMonth } from './run-month.js';

export const MONTH_USAGE = `npm run bench -- month [--campaigns 2] [--contacts 500] [--emails 5] [--days 30] [--polls 10] [--pace 100] [--quick] [--json]

Plays a month's enrollments, emails and campaign states in a few minutes with the five real services, counts the API calls
at the simulated org, and sets those of the month beside the specification's. --polls is how often each report is polled to
learn what a poll costs, --pace how many emails of a mailing come in one second. --quick plays 20 contacts and 2 emails.
`;

export function monthCommand(words: readonly string[]): Promise<void> {
  const stage = new BenchStage();
  const usual = { campaigns: 2, contacts: 500, emails: 5, days: 30, polls: 10, pace: 100 };
  return runBench({
    words,
    usage: MONTH_USAGE,
    usual,
    quickly: { ...usual, contacts: 20, emails: 2, polls: 2 },
    stage,
    run: (numbers, _quick, step) => runMonth(stage, numbers, step),
    asText: monthAsText,
  });
}
