import { callKind, type CallKind } from '@ce/contracts';
import { CALLS_OF_A_LOOK } from '../inspect-org/gather-org-facts.js';
import type { BudgetRules } from '../lease-calls/budget-rules.js';
import { type BudgetFacts, ceilings, decideGrant } from '../lease-calls/decide-grant.js';

export interface HourOfUse {
  hour: Date;
  kind: CallKind;
  calls: number;
}

/** A budget as a person reads it: what was used by whom, what is left, and what waits until when. */
export function showBudget(rules: BudgetRules, facts: BudgetFacts, use: readonly HourOfUse[]) {
  const used = sum(use);
  const kinds = callKind.options.map((kind) => {
    const grant = decideGrant(facts, kind, 1);
    return {
      kind,
      used: sum(use.filter((hour) => hour.kind === kind)),
      mayReach: Math.floor(facts.cap * ceilings[kind]),
      ...(grant.kind === 'granted'
        ? { state: 'open' as const }
        : { state: 'exhausted' as const, reason: grant.reason, resumesAt: grant.resumesAt }),
    };
  });
  const open = kinds.filter(({ state }) => state === 'open').length;
  return {
    state: open === kinds.length ? ('open' as const) : open === 0 ? ('exhausted' as const) : ('reduced' as const),
    rules,
    cap: facts.cap,
    reserve: facts.reserve,
    used,
    leased: facts.leased,
    left: Math.max(0, facts.cap - used - facts.leased),
    org: facts.org,
    kinds,
    notes: notesOn(facts),
    hours: use,
  };
}

/** What these rules will never allow, so that nobody waits for it. */
function notesOn({ cap, org, reserve }: BudgetFacts): string[] {
  const starved = callKind.options.filter((kind) => Math.floor(cap * ceilings[kind]) < leastOf(kind));
  const notes = starved.map((kind) => {
    const enough = Math.ceil(leastOf(kind) / ceilings[kind]);
    return `With a cap of ${cap} calls, ${kind} never gets the ${leastOf(kind)} it needs: it takes a cap of ${enough}.`;
  });
  if (org !== null && reserve >= org.limit) {
    notes.push(`The reserve of ${reserve} leaves nothing of the org's ${org.limit} calls: lower it.`);
  }
  return notes;
}

function leastOf(kind: CallKind): number {
  return kind === 'preflight' ? CALLS_OF_A_LOOK : 1;
}

function sum(use: readonly HourOfUse[]): number {
  return use.reduce((total, { calls }) => total + calls, 0);
}
