import { errorClass, objectType } from '@ce/contracts';
import { lanePauseAnswer } from '@ce/delivery';
import { z } from 'zod';
import { activityState } from './activity-query.js';

/** A page of activities as HTTP answers it. */
export const activitiesAnswer = z.object({
  activities: z.array(
    z.object({
      id: z.string(),
      eventId: z.string(),
      connectionId: z.string(),
      record: z.object({ type: objectType, id: z.string() }),
      correlationId: z.string(),
      direction: z.enum(['sent', 'received']),
      at: z.iso.datetime().describe('when it was sent or received'),
      state: activityState,
      taskId: z.string().nullable(),
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
  states: z.array(z.object({ state: activityState, class: errorClass.nullable(), activities: z.number().int() })),
  pauses: z.array(lanePauseAnswer),
  unknownConnections: z
    .array(
      z.object({
        connectionId: z.string(),
        activities: z.number().int(),
        since: z.iso.datetime(),
        class: errorClass,
        code: z.string(),
        reason: z.string(),
        fix: z.string(),
      }),
    )
    .optional()
    .describe('for the workspace `*`: connections that emails wait for and nobody has announced'),
});
