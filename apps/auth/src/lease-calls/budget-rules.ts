import { z } from 'zod';

const amount = z.union([
  z.strictObject({ calls: z.number().int().nonnegative() }),
  /** Of the org's own daily limit. */
  z.strictObject({ share: z.number().min(0).max(1) }),
]);
export type Amount = z.infer<typeof amount>;

export const budgetRules = z.strictObject({
  /** Calls that this system may make in 24 hours, over all replicas. */
  cap: amount,
  /** Calls of the org's limit that stay for its other applications. */
  reserve: amount,
});
export type BudgetRules = z.infer<typeof budgetRules>;

export const defaultRules: BudgetRules = { cap: { share: 0.8 }, reserve: { share: 0.1 } };

/** Until the org has said its limit: the smallest that Salesforce gives (Developer Edition, salesforce-api.md §3.7). */
export const SMALLEST_LIMIT = 15_000;

export function callsOf(rule: Amount, orgLimit: number | null): number {
  return 'calls' in rule ? rule.calls : Math.floor(rule.share * (orgLimit ?? SMALLEST_LIMIT));
}
