import { z } from 'zod';

const accepted = { accepted: z.number().int(), ids: z.array(z.string()).describe('of the events that are stored') };

/** `POST /events` when all events are stored. */
export const acceptedAnswer = z.object(accepted);

/** And when only some are. */
export const partlyAcceptedAnswer = z.object({
  ...accepted,
  refused: z.array(
    z.object({
      index: z.number().int().describe('place in the request, from 0'),
      id: z.string().nullable(),
      problem: z.string(),
      fix: z.string(),
    }),
  ),
});
