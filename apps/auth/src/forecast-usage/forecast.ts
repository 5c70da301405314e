import { z } from 'zod';

export const plannedUse = z.strictObject({
  campaigns: z.number().int().min(1).max(10_000),
  contactsPerCampaign: z.number().int().min(0).max(10_000_000),
  emailsPerContact: z.number().min(0).max(1_000),
  days: z.number().int().min(1).max(366).default(30),
  /** How often each campaign's report is looked at. Source: spec D5. */
  pollMinutes: z.number().min(1).max(1_440).default(15),
  /** Different reports among the campaigns; one shared by several runs once. All different when not said. */
  reports: z.number().int().min(1).optional(),
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
  specification: Calls & { storageMegabytes: number };
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
    specification: { ...totalled(specification), storageMegabytes: (emails * SPECIFICATION_TASK) / 1_000 },
    expected: {
      ...totalled(expectedCalls(planned, contacts, emails)),
      storageMegabytes: (emails * SALESFORCE_TASK) / 1_000,
      assumptions,
    },
  };
}

/** Records in one call, at steady load: the linger sends batches before they are full. */
const PER_IMPORT = 200;
const PER_WRITE = 200;
/** Unchanged reports are looked at less often: share of the polls that are made. */
const POLLS_MADE = 0.5;
/** States written for one person on the way: enrolled, in progress, ended, and the campaign's end. */
const WRITES_PER_CONTACT = 4;

const assumptions = [
  'A report shared by several campaigns runs once, and an unchanged one is looked at less often.',
  `An import call reads ${PER_IMPORT} people, a write call carries ${PER_WRITE} records at steady load and 1,000 on a backlog.`,
  `Each person’s status and campaign fields are written ${WRITES_PER_CONTACT} times.`,
  'Salesforce counts 2 KB for a Task.',
];

function expectedCalls(planned: PlannedUse, contacts: number, emails: number): Omit<Calls, 'total'> {
  const reports = Math.min(planned.reports ?? planned.campaigns, planned.campaigns);
  const polls = (reports * planned.days * 1_440) / planned.pollMinutes;
  return {
    polling: Math.ceil(polls * POLLS_MADE),
    import: Math.ceil(contacts / PER_IMPORT) * 2,
    tasks: Math.ceil(emails / PER_WRITE),
    writeback: Math.ceil((contacts * WRITES_PER_CONTACT) / PER_WRITE),
  };
}

function totalled(calls: Omit<Calls, 'total'>): Calls {
  return { ...calls, total: calls.polling + calls.import + calls.tasks + calls.writeback };
}
