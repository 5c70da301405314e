import { callKind } from '@ce/contracts';
import { z } from 'zod';

/** A `LanePause` as HTTP answers it. */
export const lanePauseAnswer = z.object({
  connectionId: z.string(),
  kind: callKind,
  until: z.iso.datetime(),
  reason: z.string().describe('one sentence: what the connection waits for'),
  fix: z.string().nullable().describe('one sentence: what to do; null when it passes by itself'),
});
