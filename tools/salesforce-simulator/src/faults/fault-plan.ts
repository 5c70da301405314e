import type { CallKind } from '../journal/call-kind.js';
import type { Fault, FaultEffect } from './fault.js';

interface Planned {
  readonly id: string;
  readonly fault: Fault;
  left: number | null;
  seen: number;
  hits: number;
  readonly random: () => number;
}

/** The faults in force. The same seed gives the same calls the same fate. */
export class FaultPlan {
  private planned: Planned[] = [];
  private last = 0;

  add(fault: Fault): string {
    this.last += 1;
    const id = `fault-${this.last}`;
    this.planned.push({ id, fault, left: fault.times, seen: 0, hits: 0, random: randomFrom(fault.seed) });
    return id;
  }

  remove(id: string): void {
    this.planned = this.planned.filter((entry) => entry.id !== id);
  }

  clear(): void {
    this.planned = [];
  }

  list(): { id: string; fault: Fault; left: number | null; hits: number }[] {
    return this.planned.map(({ id, fault, left, hits }) => ({ id, fault, left, hits }));
  }

  /** Effects that strike this call; each counts as used. */
  strike(kind: CallKind, path: string): FaultEffect[] {
    if (this.planned.length === 0 || path.startsWith('/simulator')) return [];
    return this.planned.flatMap((entry) => (strikes(entry, kind, path) ? [entry.fault.effect] : []));
  }
}

function strikes(entry: Planned, kind: CallKind, path: string): boolean {
  const { kinds, pathContains, after, share } = entry.fault;
  if (entry.left === 0 || (kinds.length > 0 && !kinds.includes(kind))) return false;
  if (pathContains !== undefined && !path.includes(pathContains)) return false;
  entry.seen += 1;
  if (entry.seen <= after || entry.random() >= share) return false;
  entry.hits += 1;
  if (entry.left !== null) entry.left -= 1;
  return true;
}

/** A small linear congruential generator; good enough for "every third call or so". */
export function randomFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
