import { type MonthCalls, type MonthPlan, type MonthPlayed, scaleMonth, specificationMonth } from './scale-month.js';

/** What was aimed at for the specification's month (design §9). */
const AIM = 5_000;

export interface MonthSummary extends MonthPlayed {
  plan: MonthPlan;
  /** Of the month, from what was counted. */
  calls: MonthCalls;
  specification: ReturnType<typeof specificationMonth>;
  ratio: number;
  aim: { calls: number; met: boolean };
  /** Had each email come alone, seconds after the one before: a call each. */
  totalOneByOne: number;
  emails: number;
  tasks: number;
  /** What was not as it should be; the figures mean nothing then. */
  faults: string[];
}

export function summarizeMonth(
  { campaigns, contacts, emails, days }: MonthPlan,
  played: MonthPlayed,
  org: { emails: number; tasks: number },
  faults: string[],
): MonthSummary {
  const plan = { campaigns, contacts, emails, days };
  const calls = scaleMonth(plan, played);
  const specification = specificationMonth(plan);
  return {
    ...{ plan, ...played, calls, specification },
    ratio: Number((specification.total / calls.total).toFixed(1)),
    aim: { calls: AIM, met: calls.total < AIM },
    totalOneByOne: calls.total - calls.tasks + org.emails,
    ...org,
    faults,
  };
}
