import { z } from 'zod';
import { callKinds } from '../journal/call-kind.js';

const effect = z.discriminatedUnion('type', [
  /** Waits before the work starts. */
  z.strictObject({
    type: z.literal('latency'),
    milliseconds: z.number().nonnegative(),
    jitter: z.number().nonnegative().default(0),
  }),
  /** A Salesforce error of one's choice, before anything is done. */
  z.strictObject({
    type: z.literal('error'),
    status: z.number().int().min(400).max(599).default(503),
    errorCode: z.string().default('SERVER_UNAVAILABLE'),
    message: z.string().default('Server Unavailable'),
  }),
  /** A page instead of JSON, as during an outage. */
  z.strictObject({ type: z.literal('html'), status: z.number().int().min(200).max(599).default(503) }),
  /** No answer at all. After the commit the work is done and the caller cannot know. */
  z.strictObject({ type: z.literal('drop'), when: z.enum(['before-commit', 'after-commit']) }),
  /** The caller's session has expired; the token stays dead. */
  z.strictObject({ type: z.literal('expire-session') }),
  /** UNABLE_TO_LOCK_ROW for rows that are, or point at, one of the ids; for a share of all rows without ids. */
  z.strictObject({
    type: z.literal('lock-rows'),
    ids: z.array(z.string()).default([]),
    rowShare: z.number().min(0).max(1).default(1),
  }),
  /** The same with another code, e.g. STORAGE_LIMIT_EXCEEDED or a trigger of the org that fails (salesforce-api.md §4). */
  z.strictObject({
    type: z.literal('refuse-rows'),
    statusCode: z.string(),
    message: z.string(),
    ids: z.array(z.string()).default([]),
    rowShare: z.number().min(0).max(1).default(1),
  }),
]);
export type FaultEffect = z.infer<typeof effect>;

/** What goes wrong, for which calls, how often. */
export const fault = z.strictObject({
  effect,
  /** All kinds when empty. */
  kinds: z.array(z.enum(callKinds)).default([]),
  /** Part of the path, e.g. an object's name. */
  pathContains: z.string().optional(),
  /** The next so many matching calls; without it until removed. */
  times: z.number().int().positive().nullable().default(null),
  /** Of the matching calls. */
  share: z.number().min(0).max(1).default(1),
  /** Matching calls that pass unharmed first. */
  after: z.number().int().nonnegative().default(0),
  seed: z.number().int().default(1),
});
export type Fault = z.infer<typeof fault>;
