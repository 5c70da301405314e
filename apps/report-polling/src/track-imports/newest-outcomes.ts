import type { ImportOutcome } from './store-outcomes.js';

/** What holds of each row, whatever the order of arrival; of two outcomes of one moment the later to come. */
export function newestOutcomes(outcomes: readonly ImportOutcome[]): ImportOutcome[] {
  const newest = new Map<string, ImportOutcome>();
  for (const outcome of outcomes) {
    const row = `${outcome.sourceId}/${outcome.recordId}`;
    const known = newest.get(row);
    if (known === undefined || Date.parse(outcome.at) >= Date.parse(known.at)) newest.set(row, outcome);
  }
  return [...newest.values()];
}
