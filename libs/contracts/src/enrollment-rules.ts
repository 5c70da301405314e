import { z } from 'zod';

/** A condition on one CE field of the imported record. All rules of a source must hold. */
export const enrollmentRule = z.object({
  ceField: z.string(),
  operator: z.enum(['is', 'is-not', 'is-blank', 'is-not-blank', 'contains', 'starts-with']),
  /** Compared without regard to case; unused by the two blank operators. */
  values: z.array(z.string()).default([]),
});
export type EnrollmentRule = z.infer<typeof enrollmentRule>;
