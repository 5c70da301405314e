/**
 * What a handler says about one event of its batch.
 *
 * `done`: stored, skipped as a duplicate, or of no interest. The event does not come again.
 * `never`: it would fail for ever. It goes to the group's dead letters with the reason, and its partition moves on.
 *
 * There is no third answer: a handler that cannot decide now throws, and the whole batch comes again.
 */
export type Outcome = { readonly kind: 'done' } | { readonly kind: 'never'; readonly reason: string };

const DONE: Outcome = Object.freeze({ kind: 'done' });

export function done(): Outcome {
  return DONE;
}

/** @param reason one sentence for a person, without values of Salesforce fields or email texts */
export function never(reason: string): Outcome {
  return { kind: 'never', reason };
}
