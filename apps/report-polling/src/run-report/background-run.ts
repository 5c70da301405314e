import { createHash } from 'node:crypto';
import type { ReportOverrides } from '@ce/salesforce';
import type { ReadWay } from '../read-report/read-end.js';
import { GIVE_UP_MINUTES } from './background-pace.js';

/** A run that Salesforce was asked to make in the background, and whose result nobody has taken yet. */
export interface BackgroundRun {
  instanceId: string;
  request: string;
  /** How the read goes on with its result. */
  way: ReadWay;
  waitedMs: number;
  /** That found it unfinished. */
  looks: number;
}

/** The same text for the same run of a report, and for no other one. */
export function requestOf(overrides: ReportOverrides | undefined): string {
  if (overrides === undefined) return 'as-saved';
  return createHash('sha256').update(JSON.stringify(overrides)).digest('hex').slice(0, 32);
}

/** Not a failure: this read goes on when Salesforce has the result. */
export class RunsInBackground extends Error {
  override readonly name = 'RunsInBackground';

  constructor(readonly looks: number) {
    super('Salesforce runs the report in the background');
  }
}

const again = 'Nothing to do: it is tried again by itself.';

const losses = {
  'background-run-failed': {
    reason: 'Salesforce ended the background run of the report with an error.',
    fix: `${again} If this stays, run the report in Salesforce: it shows the error.`,
  },
  'background-run-gone': {
    reason: 'Salesforce no longer has the background run, or the report was changed while it ran.',
    fix: again,
  },
  'background-run-slow': {
    reason: `Salesforce did not finish the background run of the report within ${GIVE_UP_MINUTES} minutes.`,
    fix: `${again} If this stays, narrow the report.`,
  },
};

/** The run will never give a result; another one has to be asked for. */
export class BackgroundRunLost extends Error {
  override readonly name = 'BackgroundRunLost';
  readonly fix: string;

  constructor(readonly code: keyof typeof losses) {
    super(losses[code].reason);
    this.fix = losses[code].fix;
  }
}
