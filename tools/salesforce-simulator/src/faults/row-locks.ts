import { toId18 } from '../org/record-id.js';
import type { FaultEffect } from './fault.js';
import { randomFrom } from './fault-plan.js';

/** Why a row is not saved, though nothing is wrong with it. */
export interface RowRefusal {
  readonly statusCode: string;
  readonly message: string;
}
/** Answers for a row that is, or points at, the ids; null when it may be saved. */
export type RowFault = (ids: readonly string[]) => RowRefusal | null;

/** The usual case; told apart so that saving need not gather ids for it. */
export const nothingLocked: RowFault = () => null;

/** Which rows of one call are struck: those that are, or point at, a named id, or a share of all. */
export function rowLocks(effects: readonly FaultEffect[]): RowFault {
  const faults = effects.flatMap((effect) => {
    if (effect.type !== 'lock-rows' && effect.type !== 'refuse-rows') return [];
    return [{ effect, ids: new Set(effect.ids.map(toId18)), random: randomFrom(7) }];
  });
  if (faults.length === 0) return nothingLocked;
  return (ids) => {
    const struck = faults.find(({ effect, ids: named, random }) =>
      named.size > 0 ? ids.some((id) => named.has(toId18(id))) : random() < effect.rowShare,
    );
    return struck === undefined ? null : refusalOf(struck.effect, ids);
  };
}

function refusalOf(effect: Extract<FaultEffect, { ids: string[] }>, ids: readonly string[]): RowRefusal {
  if (effect.type === 'refuse-rows') return effect;
  const shown = (ids[0] ?? '').slice(0, 15);
  return {
    statusCode: 'UNABLE_TO_LOCK_ROW',
    message: `unable to obtain exclusive access to this record or 1 records: ${shown}`,
  };
}
