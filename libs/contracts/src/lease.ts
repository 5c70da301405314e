import { z } from 'zod';
import { ceId } from './record.js';

/** In order of priority: when calls are short, the first kinds get them. Source: design §5. */
export const callKind = z.enum(['do-not-contact', 'writeback', 'import', 'tasks', 'polling', 'preflight']);
export type CallKind = z.infer<typeof callKind>;

/** `POST /internal/leases` of the auth service. */
export const leaseRequest = z.object({
  connectionId: ceId,
  kind: callKind,
  /** API calls wanted, at most. The grant may be smaller, never larger. */
  calls: z.number().int().min(1).max(100),
  /** Generation of an access token that Salesforce has just refused; asks for a newer one. */
  refusedGeneration: z.number().int().optional(),
  /** Whatever the answer: something began that depends on the user's rights, so auth looks at the org again soon. */
  lookAgain: z.literal('report-attached').optional(),
});
export type LeaseRequest = z.infer<typeof leaseRequest>;

export const leaseAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('granted'),
    leaseId: z.string(),
    calls: z.number().int(),
    accessToken: z.string(),
    /** Names this access token among the connection's tokens; send it back when Salesforce refuses the token. */
    generation: z.number().int(),
    instanceUrl: z.string(),
    apiVersion: z.string(),
    expiresAt: z.iso.datetime(),
  }),
  /** No calls left in the budget or in the org: not an error, it resumes by itself. */
  z.object({ kind: z.literal('exhausted'), reason: z.string(), resumesAt: z.iso.datetime() }),
  /** Nothing can be sent until a person acts. */
  z.object({ kind: z.literal('unavailable'), reason: z.string(), fix: z.string(), retryAt: z.iso.datetime() }),
]);
export type LeaseAnswer = z.infer<typeof leaseAnswer>;
export type GrantedLease = Extract<LeaseAnswer, { kind: 'granted' }>;

/**
 * `POST /internal/leases/{leaseId}/settle`: gives back what was not spent, and says what the org told us. With `next` it is
 * answered as a lease request is.
 */
export const leaseSettlement = z.object({
  connectionId: ceId,
  calls: z.number().int().nonnegative(),
  /** From the last `Sforce-Limit-Info`. */
  orgUsage: z.object({ used: z.number().int(), limit: z.number().int() }).nullable(),
  /** Salesforce answered REQUEST_LIMIT_EXCEEDED for the day. */
  dailyLimitHit: z.boolean().default(false),
  /** Code of a refusal that a lost right explains, such as INVALID_FIELD; auth looks at the org again soon. */
  refusedRight: z.string().max(100).nullable().default(null),
  /** Another lease of the connection, for whoever works on without a pause. */
  next: leaseRequest.pick({ kind: true, calls: true }).optional(),
});
export type LeaseSettlement = z.infer<typeof leaseSettlement>;
