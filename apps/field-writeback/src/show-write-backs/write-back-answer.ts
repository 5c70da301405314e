import { errorClass, objectType } from '@ce/contracts';
import { lanePauseAnswer } from '@ce/delivery';
import { z } from 'zod';
import { writeBackState } from './write-back-query.js';

/** A page of slots as HTTP answers it. */
export const writeBacksAnswer = z.object({
  writeBacks: z.array(
    z.object({
      id: z.string(),
      connectionId: z.string(),
      record: z.object({ type: objectType, id: z.string() }),
      correlationId: z.string(),
      slot: z.string(),
      state: writeBackState,
      writtenFields: z.array(z.string()).describe('names of the fields that were written, without their values'),
      class: errorClass.nullable(),
      code: z.string().nullable(),
      reason: z.string().nullable(),
      fix: z.string().nullable(),
      attempts: z.number().int(),
      notBefore: z.iso.datetime().nullable().describe('of one that waits: when it is tried next'),
      createdAt: z.iso.datetime(),
      settledAt: z.iso.datetime().nullable(),
    }),
  ),
  next: z.string().nullable().describe('`after` of the next page; null on the last'),
});

export const summaryAnswer = z.object({
  states: z.array(z.object({ state: writeBackState, class: errorClass.nullable(), writeBacks: z.number().int() })),
  pauses: z.array(lanePauseAnswer),
});
