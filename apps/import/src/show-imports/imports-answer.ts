import { lanePauseAnswer } from '@ce/delivery';
import { z } from 'zod';
import { importState } from './list-imports.js';

/** An `ImportPage` as HTTP answers it. */
export const importsAnswer = z.object({
  imports: z.array(
    z.object({
      id: z.string(),
      connectionId: z.string(),
      campaignId: z.string(),
      sourceId: z.string(),
      recordId: z.string().describe('the record that the report named'),
      importedRecordId: z.string().nullable().describe('another one where the named one was converted or merged'),
      state: importState,
      code: z.string().nullable(),
      reason: z.string().nullable(),
      fix: z.string().nullable(),
      attempts: z.number().int(),
      createdAt: z.iso.datetime(),
      settledAt: z.iso.datetime().nullable(),
    }),
  ),
  next: z.string().nullable().describe('`after` of the next page; null on the last'),
});

export const summaryAnswer = z.object({
  states: z.array(z.object({ state: importState, code: z.string().nullable(), rows: z.number().int() })),
  pauses: z.array(lanePauseAnswer),
});
