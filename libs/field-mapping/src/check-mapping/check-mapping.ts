import type { FieldMapping, MappingEntry, ObjectType } from '@ce/contracts';
import { checkEntry } from './check-entry.js';
import { requiredCeFields } from './default-mapping.js';
import type { Describes, MappingProblem } from './mapping-problem.js';

export interface EntryCheck {
  readonly entry: MappingEntry;
  readonly result: { readonly kind: 'ok' } | ({ readonly kind: 'problem' } & MappingProblem);
}

export interface MinimumProblem extends MappingProblem {
  readonly objectType: ObjectType;
  readonly ceField: string;
}

export interface MappingCheck {
  readonly entries: readonly EntryCheck[];
  /** The entries that may be used. The others are paused until mended; the rest goes on (design §5 import). */
  readonly usable: FieldMapping;
  /** What keeps records of an object type from being imported at all. */
  readonly missingMinimum: readonly MinimumProblem[];
}

export function checkMapping(mapping: FieldMapping, describes: Describes): MappingCheck {
  const entries = mapping.entries.map((entry): EntryCheck => {
    const problem = checkEntry(entry, describes);
    return { entry, result: problem === undefined ? { kind: 'ok' } : { kind: 'problem', ...problem } };
  });
  const usable = { entries: entries.filter((check) => check.result.kind === 'ok').map((check) => check.entry) };
  return { entries, usable, missingMinimum: [...missing('Lead', usable), ...missing('Contact', usable)] };
}

function missing(objectType: ObjectType, usable: FieldMapping): MinimumProblem[] {
  return requiredCeFields
    .filter((ceField) => !usable.entries.some((entry) => reads(entry, objectType, ceField)))
    .map((ceField) => ({
      objectType,
      ceField,
      code: 'minimum-missing',
      reason: `${ceField} has no usable field of ${objectType}, so no ${objectType} can be imported.`,
      fix: `Map ${ceField} to a field of ${objectType} that the integration user may read.`,
    }));
}

function reads(entry: MappingEntry, objectType: ObjectType, ceField: string): boolean {
  return entry.objectType === objectType && entry.ceField === ceField && entry.direction !== 'write';
}
