import { toId18 } from '../org/record-id.js';
import type { FaultEffect } from './fault.js';
import { randomFrom } from './fault-plan.js';

/** The usual case; told apart so that saving need not gather ids for it. */
export const nothingLocked = (): boolean => false;

/** Which rows of one call are locked: those that are, or point at, a named id, or a share of all. */
export function rowLocks(effects: readonly FaultEffect[]): (ids: readonly string[]) => boolean {
  const locks = effects.flatMap((effect) =>
    effect.type === 'lock-rows'
      ? [{ ids: new Set(effect.ids.map(toId18)), share: effect.rowShare, random: randomFrom(7) }]
      : [],
  );
  if (locks.length === 0) return nothingLocked;
  return (ids) =>
    locks.some((lock) => (lock.ids.size > 0 ? ids.some((id) => lock.ids.has(toId18(id))) : lock.random() < lock.share));
}
