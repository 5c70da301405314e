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

export interface Forecast {
  /** By the specification's formulas: one call per thing. */
  specification: Calls & {
    storageMegabytes: number;
    /** The same Tasks as Salesforce counts them. */
    storageMegabytesAtSalesforce: number;
  };
  /** By how this system batches. */
  expected: Calls & { storageMegabytes: number; assumptions: string[] };
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
/** Records of one read, and of one write. Source: salesforce-api.md §3.3, §3.4. */
const PER_READ = 1_000;
const PER_WRITE = 1_000;
/** A mailing or an answering machine makes work in bursts, of which one batch each carries this many at steady load. */
const PER_BURST = 200;
/** One read of people, and one for the fields that decide about their enrollment. */
const READS_PER_IMPORT = 2;
/** States written for one person on the way: enrolled, in progress, ended, and the campaign's end. */
const WRITES_PER_CONTACT = 4;

const assumptions = [
  `A report is read whole at every poll: one call for each ${ROWS_PER_RUN} rows; one shared by several campaigns runs once.`,
  `A read takes up to ${PER_READ} people and a write up to ${PER_WRITE} records; at steady load a batch carries ${PER_BURST}. Emails that come one by one, seconds apart, cost a call each.`,
  `Each person’s status and campaign fields are written ${WRITES_PER_CONTACT} times.`,
  `Salesforce counts ${SALESFORCE_TASK} KB for a Task.`,
];

function expectedCalls(planned: PlannedUse, contacts: number, emails: number): Omit<Calls, 'total'> {
  const reports = Math.min(planned.reports ?? planned.campaigns, planned.campaigns);
  const polls = (reports * planned.days * 1_440) / planned.pollMinutes;
  const runs = Math.max(1, Math.ceil(planned.contactsPerCampaign / ROWS_PER_RUN));
  const batches = (things: number) => Math.ceil(things / PER_BURST);
  return {
    polling: Math.ceil(polls * runs),
    import: batches(contacts) * READS_PER_IMPORT,
    tasks: batches(emails),
    writeback: batches(contacts * WRITES_PER_CONTACT),
  };
}

function totalled(calls: Omit<Calls, 'total'>): Calls {
  return { ...calls, total: calls.polling + calls.import + calls.tasks + calls.writeback };
}
