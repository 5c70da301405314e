import { objectType } from '@ce/contracts';
import { z } from 'zod';

const rows = z.number().int().describe('rows');

/** A `DryRunView` as HTTP answers it. */
export const dryRunAnswer = z.object({
  enrollment: z.enum(['auto', 'manual']),
  requestedAt: z.iso.datetime(),
  rows,
  judged: rows.describe('rows that are answered; the others are still on their way'),
  wouldEnroll: rows,
  wouldNotEnroll: z.record(z.string(), z.number().int()).describe('rows by code of the reason'),
});

export const dryRunRowsAnswer = z.object({
  rows: z.array(
    z.object({
      recordId: z.string(),
      objectType,
      verdict: z.enum(['enroll', 'refuse', 'wait']),
      code: z.string().nullable(),
      reason: z.string().nullable(),
      fix: z.string().nullable(),
    }),
  ),
  next: z.string().nullable().describe('`after` of the next page; null on the last'),
});
