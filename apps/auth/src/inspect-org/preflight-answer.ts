import { z } from 'zod';

const result = z.enum(['pass', 'warn', 'fail']);

/** A preflight as HTTP answers it. */
export const preflightAnswer = z.object({
  connectionId: z.string(),
  checkedAt: z.iso.datetime(),
  result: result.describe('the worst of the checks'),
  checks: z.array(
    z.object({
      name: z.string(),
      result,
      affects: z.string().describe('what works worse or not at all; empty on a pass'),
      detail: z.string().describe('one sentence: what was found'),
      fix: z.string().nullable().describe('one sentence: what to do; null on a pass'),
    }),
  ),
});
