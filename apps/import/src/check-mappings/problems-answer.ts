import { objectType } from '@ce/contracts';
import { z } from 'zod';

/** Paused entries of a field mapping, as HTTP answers them. */
export const problemsAnswer = z.array(
  z.object({
    objectType,
    ceField: z.string(),
    salesforceField: z.string(),
    code: z.string(),
    reason: z.string(),
    fix: z.string(),
    since: z.iso.datetime(),
  }),
);
