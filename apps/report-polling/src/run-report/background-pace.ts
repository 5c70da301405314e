/** Longest pause between two looks at one run. */
const LONGEST_LOOK_MS = 60_000;
const GROWTH = 1.5;
/** Salesforce stops a synchronous run after 2 minutes; one that takes so much longer is stuck behind others. */
export const GIVE_UP_MINUTES = 30;

/** Most runs are done at the first look; one that is not gets longer and longer pauses. */
export function lookPauseMs(looks: number, firstMs: number): number {
  return Math.min(Math.max(firstMs, LONGEST_LOOK_MS), firstMs * GROWTH ** Math.min(looks, 30));
}

export function isStuck(waitedMs: number): boolean {
  return waitedMs >= GIVE_UP_MINUTES * 60_000;
}

export interface OrgPace {
  intervalMs: number;
  /** Runs that one round over all reports of the org takes. */
  runsPerRound: number;
  /** Synchronous ones that this system plans with. */
  runsPerHour: number;
}

/**
 * Which share of an org's runs is asked for in the background from the start, because the synchronous ones that are
 * planned with do not suffice for this interval. Source: salesforce-api.md §2.7.
 */
export function backgroundShare({ intervalMs, runsPerRound, runsPerHour }: OrgPace): number {
  const needed = (runsPerRound * 3_600_000) / intervalMs;
  return needed <= runsPerHour ? 0 : 1 - runsPerHour / needed;
}
