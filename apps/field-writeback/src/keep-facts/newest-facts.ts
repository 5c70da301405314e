import { type Fact, isNewer } from './fact.js';

/** The newest fact of each kind and record, in an order that is the same for every batch (locks are taken in it). */
export function newestFacts(facts: readonly Fact[]): Fact[] {
  const newest = new Map<string, Fact>();
  for (const fact of facts) {
    const key = JSON.stringify([fact.connectionId, fact.recordId, fact.register]);
    const known = newest.get(key);
    if (known === undefined || isNewer(fact, known)) newest.set(key, fact);
  }
  return [...newest].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, fact]) => fact);
}
