import { salesforceId } from '@ce/contracts';
import { z } from 'zod';

/** `not-applicable`: not wanted, or not possible for now without anybody being at fault. */
export const writeBackState = z.enum(['waiting', 'claimed', 'done', 'parked', 'not-applicable']);

export const writeBackQuery = z.strictObject({
  state: writeBackState.default('parked'),
  recordId: salesforceId.optional(),
  connectionId: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional(),
});
export type WriteBackQuery = z.infer<typeof writeBackQuery>;
