import { z } from 'zod';

const place = { topic: z.string(), partition: z.number().int(), offset: z.string() };

/** A dead letter as HTTP answers it in the list. */
export const deadLetterAnswer = z.object({
  id: z.string(),
  topic: z.string(),
  reason: z.string().describe('one sentence, without values from the event'),
  fix: z.string(),
  origin: z.object(place).describe('where the event lies'),
  event: z
    .object({
      id: z.string().nullable(),
      type: z.string().nullable(),
      correlationId: z.string().nullable(),
      time: z.string().nullable(),
    })
    .describe('its attributes, as far as they could be read'),
  at: z.iso.datetime(),
});

export const deadLettersAnswer = z.object({ deadLetters: z.array(deadLetterAnswer) });

export const deadLetterContentAnswer = deadLetterAnswer.extend({
  content: z.object({
    key: z.string().nullable(),
    headers: z.record(z.string(), z.string()),
    body: z.string().nullable(),
  }),
});

export const deadLetterReplayAnswer = z.object({ replayed: z.array(z.string()), notFound: z.array(z.string()) });
