import type { ObjectType } from '@ce/contracts';
import type { WorkRow } from '@ce/delivery';
import type { PatchFields } from '@ce/field-mapping';
import type { Slot, WantedValues } from '../keep-facts/wanted-values.js';

export const WRITE_BACK_TABLE = 'field_writeback.write_back';

/** Why a slot does not apply for now; a change of the connection opens it again. */
export type HeldBy = 'package' | 'toggle' | 'mapping';

/** What one slot of one record shall say, and how far that has come. */
export type WriteBack = WorkRow & {
  recordType: ObjectType;
  revision: number;
  /** The wish that Salesforce has. */
  written: unknown;
  /** What it was given for it. */
  writtenFields: PatchFields;
  heldBy: HeldBy | null;
  /** The connection's configuration under which it did not apply. */
  heldUnder: string | null;
} & Wish;

/** Each slot with the shape of its wish. */
export type Wish = { [S in Slot]: { slot: S; wanted: NonNullable<WantedValues[S]> } }[Slot];
