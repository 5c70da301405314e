import { ceId, enrollmentRule, salesforceId } from '@ce/contracts';
import { z } from 'zod';

export const attachBody = z.strictObject({
  campaignId: ceId,
  reportId: salesforceId.refine((id) => id.startsWith('00O'), 'a report id begins with 00O'),
  /** On: every row that meets the rules is enrolled by itself. Off: rows wait until a person enrolls them. */
  autoImport: z.boolean(),
  rules: z.array(enrollmentRule).max(50).default([]),
});
export type AttachBody = z.infer<typeof attachBody>;
