import { callKind, type CallKind } from '@ce/contracts';
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
    hours: use,
  };
}

function sum(use: readonly HourOfUse[]): number {
  return use.reduce((total, { calls }) => total + calls, 0);
}
