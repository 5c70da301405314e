import { salesforceId } from '@ce/contracts';
import { z } from 'zod';

/** `skipped`: it was not wanted, because email-activity sync was off. */
export const activityState = z.enum(['waiting', 'claimed', 'done', 'parked', 'skipped']);

export const activityQuery = z.strictObject({
  state: activityState.default('parked'),
  recordId: salesforceId.optional(),
  connectionId: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional(),
});
export type ActivityQuery = z.infer<typeof activityQuery>;
