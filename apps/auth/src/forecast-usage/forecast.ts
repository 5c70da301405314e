import { z } from 'zod';

const whole = (what: string, min: number, max: number) =>
  z
    .number({ error: `${what} must be a number` })
    .int(`${what} must be a whole number`)
    .min(min, `${what} must be at least ${min}`)
    .max(max, `${what} must be at most ${max}`);

export const plannedUse = z.strictObject({
  campaigns: whole('the number of campaigns', 1, 10_000),
  contactsPerCampaign: whole('the number of contacts of a campaign', 0, 10_000_000),
  emailsPerContact: z
    .number({ error: 'the number of emails to a contact must be a number' })
    .min(0, 'the number of emails to a contact must be at least 0')
    .max(1_000, 'the number of emails to a contact must be at most 1000'),
  days: whole('the number of days', 1, 366).default(30),
  /** How often each campaign's report is looked at. Source: spec D5. */
  pollMinutes: z
    .number({ error: 'the minutes between polls must be a number' })
    .min(1, 'the minutes between polls must be at least 1')
    .max(1_440, 'the minutes between polls must be at most 1440')
    .default(15),
  /** Different reports among the campaigns; one shared by several runs once. All different when not said. */
  reports: whole('the number of reports', 1, 10_000).optional(),
});
export type PlannedUse = z.infer<typeof plannedUse>;

export interface Calls {
  polling: number;
  import: number;
  tasks: number;
  writeback: number;
  total: number;
}

/** Calls that the specification's formulas do not know. */
export interface ExpectedCalls extends Calls {
  /** Looking for changes of the people who are enrolled. */
  refresh: number;
  /** Reading which fields the org has. */
  describes: number;
}

export interface Forecast {
  /** By the specification's formulas: one call per thing. */
  specification: Calls & {
    storageMegabytes: number;
    /** The same Tasks as Salesforce counts them. */
    storageMegabytesAtSalesforce: number;
  };
  /** By how this system polls and batches, with its settings as they come. */
  expected: ExpectedCalls & { storageMegabytes: number; assumptions: string[] };
}

/** Spec E1. */
const POLLS_A_DAY = 200;
/** Spec E1 says two to four for a person; its example counts the worst case. */
const CALLS_PER_IMPORT = 4;
/** Spec C7; salesforce-api.md §5.2 says that Salesforce counts double. Kilobytes. */
const SPECIFICATION_TASK = 1;
const SALESFORCE_TASK = 2;

export function forecast(planned: PlannedUse): Forecast {
  const contacts = planned.campaigns * planned.contactsPerCampaign;
  const emails = contacts * planned.emailsPerContact;
  const specification = {
    polling: planned.campaigns * planned.days * POLLS_A_DAY,
    import: contacts * CALLS_PER_IMPORT,
    tasks: emails,
    writeback: contacts,
  };
  return {
    specification: {
      ...totalled(specification),
      storageMegabytes: (emails * SPECIFICATION_TASK) / 1_000,
      storageMegabytesAtSalesforce: (emails * SALESFORCE_TASK) / 1_000,
    },
    expected: {
      ...totalled(expectedCalls(planned, contacts, emails)),
      storageMegabytes: (emails * SALESFORCE_TASK) / 1_000,
      assumptions,
    },
  };
}

/** One run reads this many rows of a report. Source: salesforce-api.md §2.7. */
const ROWS_PER_RUN = 2_000;
/** As report-polling's POLL_RUNS_PER_HOUR has it; what they do not suffice for is run in the background. */
const RUNS_PER_HOUR = 400;
/** As its POLL_BACKGROUND_RUNS_PER_HOUR has it; above both, all reports of the org are read less often. */
const BACKGROUND_RUNS_PER_HOUR = 1_000;
/** Asked for, found at work once, and its result taken. */
const CALLS_PER_BACKGROUND_RUN = 3;
/** Records of one read, and of one write. Source: salesforce-api.md §3.3, §3.4. */
const PER_READ = 1_000;
const PER_WRITE = 1_000;
/** A mailing or an answering machine makes work in bursts, of which one batch each carries this many at steady load. */
const PER_BURST = 200;
/** States written for one person on the way: enrolled, in progress, ended, and the campaign's end. */
const WRITES_PER_CONTACT = 4;
/** One call asks of so many people whether they changed; as import's REFRESH_SECONDS has it, once an hour. */
const PER_REFRESH = 10_000;
/** What is read of the org before the first batch of an hour: Lead and Contact, Task and its states, Lead and Contact. */
const DESCRIBES_PER_HOUR = 2;

const assumptions = [
  `Every report is read whole at every poll, whether it changed or not: one call up to ${ROWS_PER_RUN} rows, above that one for its description and one for each ${ROWS_PER_RUN}; one shared by several campaigns is read once.`,
  `Where the reports together take more than ${RUNS_PER_HOUR} runs an hour, the others are run in the background: ${CALLS_PER_BACKGROUND_RUN} calls each, above ${ROWS_PER_RUN} rows one more. A run that takes Salesforce long costs further looks.`,
  `Where they take more than ${RUNS_PER_HOUR + BACKGROUND_RUNS_PER_HOUR} runs an hour, all of them are read less often.`,
  `A read takes up to ${PER_READ} people and a write up to ${PER_WRITE} records; at steady load a batch carries ${PER_BURST}. Emails that come one by one, seconds apart, cost a call each.`,
  `Each person’s status and campaign fields are written ${WRITES_PER_CONTACT} times.`,
  `Once an hour one call asks of up to ${PER_REFRESH} people which of them changed; reading those is not in it.`,
  `Import, Tasks and write-back each read the org’s fields at most once an hour, and only when they have work: ${DESCRIBES_PER_HOUR} calls. Each further process of a service does so too.`,
  'Connecting, preflights, dry runs and tries that failed are not in it.',
  `Salesforce counts ${SALESFORCE_TASK} KB for a Task.`,
];

function expectedCalls(planned: PlannedUse, contacts: number, emails: number): Omit<ExpectedCalls, 'total'> {
  const hours = planned.days * 24;
  const batches = (things: number) => Math.ceil(things / PER_BURST);
  const work = {
    import: batches(contacts),
    tasks: batches(emails),
    writeback: batches(contacts * WRITES_PER_CONTACT),
  };
  const hoursOfWork = Object.values(work).reduce((sum, count) => sum + Math.min(count, hours), 0);
  return {
    polling: pollingCalls(planned),
    ...work,
    refresh: hours * Math.ceil(contacts / PER_REFRESH),
    describes: hoursOfWork * DESCRIBES_PER_HOUR,
  };
}

function pollingCalls(planned: PlannedUse): number {
  const reports = Math.min(planned.reports ?? planned.campaigns, planned.campaigns);
  const runs = Math.max(1, Math.ceil(planned.contactsPerCampaign / ROWS_PER_RUN));
  const mostPerHour = RUNS_PER_HOUR + BACKGROUND_RUNS_PER_HOUR;
  const minutes = Math.max(planned.pollMinutes, ((reports * runs) / mostPerHour) * 60);
  const runsPerHour = (reports * runs * 60) / minutes;
  const synchronous = Math.min(runsPerHour, RUNS_PER_HOUR);
  const background = runsPerHour - synchronous;
  // A read in parts begins with the description, and goes on with it after each run in the background.
  const descriptions = runs === 1 ? 0 : runsPerHour / runs + background;
  return Math.ceil(planned.days * 24 * (synchronous + background * CALLS_PER_BACKGROUND_RUN + descriptions));
}

function totalled<Kinds extends Record<string, number>>(calls: Kinds): Kinds & { total: number } {
  return { ...calls, total: Object.values(calls).reduce((sum, count) => sum + count, 0) };
}
