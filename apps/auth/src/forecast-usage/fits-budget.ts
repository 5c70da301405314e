export interface BudgetToFit {
  /** Calls that this system may make in 24 hours. */
  cap: number;
  /** Null before the org has said it. */
  orgLimit: number | null;
  /** Calls of the limit that are left to the org's other applications. */
  reserve: number;
  /** What this system's other work made in the last 24 hours. */
  usedByUs: number;
}

export interface BudgetFit {
  fits: boolean;
  /** On an average day of the plan. */
  callsADay: number;
  /** The lower one of the cap and the org's limit less the reserve. */
  mayUse: number;
  /** Of that, what the last 24 hours left free. */
  free: number;
  verdict: string;
}

/** Whether a plan's calls fit a connection's day, beside what it spends already; pure. */
export function fitsBudget(calls: number, days: number, budget: BudgetToFit): BudgetFit {
  const { cap, orgLimit, reserve, usedByUs } = budget;
  const mayUse = Math.max(0, orgLimit === null ? cap : Math.min(cap, orgLimit - reserve));
  const free = Math.max(0, mayUse - usedByUs);
  const callsADay = Math.ceil(calls / days);
  const fits = callsADay <= free;
  const verdict = fits
    ? `About ${callsADay} calls a day fit: ${free} of ${mayUse} are free.`
    : `About ${callsADay} calls a day do not fit: ${free} of ${mayUse} are free. Raise the cap, poll less often, share reports, or spread the plan over more days.`;
  return { fits, callsADay, mayUse, free, verdict };
}
