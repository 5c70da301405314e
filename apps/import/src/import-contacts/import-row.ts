import type { EnrollmentRule, ObjectType } from '@ce/contracts';
import type { WorkRow } from '@ce/delivery';

/** A row of `contact_import`. */
export interface ImportRow extends WorkRow {
  campaignId: string;
  sourceId: string;
  objectType: ObjectType;
  enrollment: 'auto' | 'manual';
  rules: EnrollmentRule[];
  eventId: string;
  /** Set where the row only asks whether it would be enrolled. */
  dryRunId: string | null;
  outcome: 'imported' | 'not-imported' | null;
}

export const IMPORT_TABLE = '"import".contact_import';
