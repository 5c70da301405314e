import type { MappedValue } from '@ce/contracts';
import type { Refusal } from '../describe/refusal.js';

/** Salesforce field → value as it goes over the wire. */
export type PatchFields = Readonly<Record<string, MappedValue>>;

export interface FieldRefusal extends Refusal {
  readonly field: string;
}

/** A value that was longer than its field; lengths in characters. */
export interface Cut {
  readonly field: string;
  readonly from: number;
  readonly to: number;
}

export type Patch =
  /** Write `fields`. `refusals` are fields of the same record that cannot be written and stop nothing else. */
  | {
      readonly kind: 'patch';
      readonly fields: PatchFields;
      readonly cuts: readonly Cut[];
      readonly refusals: readonly FieldRefusal[];
    }
  /** Everything wanted is already there. */
  | { readonly kind: 'unchanged' }
  /** Nothing of what was wanted can be written; the first refusal speaks for all. */
  | ({ readonly kind: 'refused'; readonly refusals: readonly FieldRefusal[] } & Refusal);
