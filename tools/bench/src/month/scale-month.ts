import { specificationCalls } from '@ce/demo';

export interface MonthPlan {
  campaigns: number;
  contacts: number;
  emails: number;
  days: number;
}

/** What a call was for; `describes` are those of the three that read what fields the org has. */
export interface CountedCalls {
  connecting: number;
  /** Attaching reports, and their first reads. */
  attaching: number;
  import: number;
  tasks: number;
  writeback: number;
  describes: { import: number; tasks: number; writeback: number };
}

export interface MonthPlayed {
  counted: CountedCalls;
  /** Polls of reports that have not changed since, and their calls. */
  polls: { polls: number; calls: number };
  /** One look for changes right after all was written, when everybody is read again. */
  look: { calls: number };
}

export interface MonthCalls {
  connecting: number;
  polling: number;
  import: number;
  tasks: number;
  writeback: number;
  refresh: number;
  describes: number;
  total: number;
}

const POLLS_A_DAY = 96;
const HOURS_A_DAY = 24;
/** Enrolled, in progress, completed, and the campaign's end. */
const STATES = 4;

/**
 * From what was counted while the month was played quickly to what the month takes. What people and events cause is
 * taken as counted; what the clock causes is multiplied: the polls, the hourly look for changes, and the fields, which a
 * service that has work reads once an hour. Each mailing of a campaign is taken for an hour of its own.
 */
export function scaleMonth({ campaigns, emails, days }: MonthPlan, { counted, polls, look }: MonthPlayed): MonthCalls {
  const hoursWithWork = {
    import: campaigns,
    tasks: campaigns * emails,
    writeback: campaigns * STATES,
  };
  const { describes } = counted;
  const calls = {
    connecting: counted.connecting,
    polling: counted.attaching + Math.round((polls.calls / polls.polls) * campaigns * days * POLLS_A_DAY),
    import: counted.import,
    tasks: counted.tasks,
    writeback: counted.writeback,
    // One call asks who changed; the others read those, and only after something was written.
    refresh: days * HOURS_A_DAY + hoursWithWork.writeback * Math.max(0, look.calls - 1),
    describes:
      describes.import * hoursWithWork.import +
      describes.tasks * hoursWithWork.tasks +
      describes.writeback * hoursWithWork.writeback,
  };
  return { ...calls, total: Object.values(calls).reduce((sum, count) => sum + count, 0) };
}

/** The described product's calls for the same month (spec E1, E2). */
export function specificationMonth({ campaigns, contacts, emails, days }: MonthPlan) {
  const people = campaigns * contacts;
  return specificationCalls({
    reportChecks: campaigns * days * POLLS_A_DAY,
    importedPeople: people,
    emails: people * emails,
    finishedConversations: people,
  });
}
