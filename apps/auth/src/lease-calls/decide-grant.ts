import type { CallKind } from '@ce/contracts';
import { HOUR, windowEnd } from './rolling-day.js';

/** Share of the budget that a kind may reach; the later kinds stop first and start again last. Source: design §5. */
export const ceilings: Readonly<Record<CallKind, number>> = {
  'do-not-contact': 1,
  writeback: 0.98,
  import: 0.95,
  tasks: 0.9,
  polling: 0.8,
  preflight: 0.8,
};

/** An org's figure older than this may be wrong by now: one call finds out. Milliseconds. */
const TRUST_READING = 15 * 60_000;
const SOON = 5_000;

export interface BudgetFacts {
  now: Date;
  /** Calls that this system may make in 24 hours. */
  cap: number;
  /** Calls of the last 24 hours by hour, oldest first. */
  hours: readonly { hour: Date; calls: number }[];
  /** Calls of leases that are neither settled nor run out. */
  leased: number;
  /** What the org said last of all its applications; null before its first answer. */
  org: { used: number; limit: number; seenAt: Date } | null;
  /** Calls of the org's limit that are left to its other applications. */
  reserve: number;
  /** Salesforce said that the day's calls are used up; until then nothing is tried. */
  orgFullUntil: Date | null;
}

export type Grant = { kind: 'granted'; calls: number } | { kind: 'exhausted'; reason: string; resumesAt: Date };

/** How many calls one lease gets. The cap is hard: what is leased counts as spent until it comes back. */
export function decideGrant(facts: BudgetFacts, callKind: CallKind, wanted: number): Grant {
  const own = ownRoom(facts, callKind);
  if (own.kind === 'exhausted') return own;
  const org = orgRoom(facts, callKind);
  if (org.kind === 'exhausted') return org;
  return { kind: 'granted', calls: Math.min(wanted, own.calls, org.calls) };
}

function ownRoom({ now, cap, hours, leased }: BudgetFacts, callKind: CallKind): Grant {
  const ceiling = Math.floor(cap * ceilings[callKind]);
  const used = hours.reduce((sum, { calls }) => sum + calls, 0);
  const calls = ceiling - used - leased;
  if (calls >= 1) return { kind: 'granted', calls };
  const most = ceilings[callKind] === 1 ? '' : ` (${ceiling} for this kind)`;
  const reason = `The budget of ${cap} calls in 24 hours${most} is used: ${used} made, ${leased} leased.`;
  return { kind: 'exhausted', reason, resumesAt: whenBelow(ceiling, used, hours, now) };
}

/** When enough hours have left the rolling day. If leases alone are in the way, soon: they settle within seconds. */
function whenBelow(ceiling: number, used: number, hours: BudgetFacts['hours'], now: Date): Date {
  let left = used;
  if (left < ceiling) return new Date(now.getTime() + SOON);
  for (const { hour, calls } of hours) {
    left -= calls;
    if (left < ceiling) return windowEnd(hour);
  }
  return new Date(now.getTime() + HOUR);
}

function orgRoom(facts: BudgetFacts, callKind: CallKind): Grant {
  const { now, org, reserve, orgFullUntil, leased } = facts;
  if (orgFullUntil !== null) {
    const reason = 'Salesforce says that the org’s calls of the last 24 hours are used up.';
    return orgFullUntil > now ? { kind: 'exhausted', reason, resumesAt: orgFullUntil } : probe(facts, reason);
  }
  if (org === null) return { kind: 'granted', calls: Infinity };
  const calls = Math.floor((org.limit - reserve) * ceilings[callKind]) - org.used - leased;
  if (calls >= 1) return { kind: 'granted', calls };
  const reason = `The org has used ${org.used} of its ${org.limit} calls; ${reserve} are kept for its other applications.`;
  const resumesAt = new Date(org.seenAt.getTime() + TRUST_READING);
  return resumesAt > now ? { kind: 'exhausted', reason, resumesAt } : probe(facts, reason);
}

/** One call at a time asks the org again; its answer opens or closes the budget for the rest. */
function probe({ now, leased }: BudgetFacts, reason: string): Grant {
  if (leased === 0) return { kind: 'granted', calls: 1 };
  return { kind: 'exhausted', reason, resumesAt: new Date(now.getTime() + SOON) };
}
