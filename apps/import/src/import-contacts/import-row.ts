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
  outcome: 'imported' | 'not-imported' | null;
}

export const IMPORT_TABLE = '"import".contact_import';
