import type { FieldMapping, MappedValue, ObjectType } from '@ce/contracts';
import { findField } from '../describe/find-field.js';
import type { FieldDescribe, ObjectDescribe } from '../describe/object-describe.js';
import { assemblePatch } from './assemble-patch.js';
import { matchPicklist } from './match-picklist.js';
import type { Patch, PatchFields } from './patch.js';

/** What orgs call it where Do Not Contact is a picklist or text; the first that the picklist has is written. */
const words = ['true', 'yes', 'do not contact', 'dnc', 'opted out', 'opt out', 'unsubscribed'];

/** Sets every field that is mapped for writing as Do Not Contact; it is never unset (spec C4, salesforce-api.md §9.7). */
export function doNotContactPatch(
  mapping: FieldMapping,
  objectType: ObjectType,
  describe: ObjectDescribe,
  lastWritten: PatchFields = {},
): Patch | { readonly kind: 'not-mapped' } {
  const targets = mapping.entries.filter(
    (entry) => entry.ceField === 'do_not_contact' && entry.objectType === objectType && entry.direction !== 'read',
  );
  if (targets.length === 0) return { kind: 'not-mapped' };
  const wanted = targets.map((entry) => {
    const field = findField(describe, entry.salesforceField);
    return { name: entry.salesforceField, describe: field, value: field === undefined ? true : optedOut(field) };
  });
  return assemblePatch(wanted, lastWritten);
}

function optedOut(field: FieldDescribe): MappedValue {
  if (field.type !== 'picklist') return true;
  return words.find((word) => matchPicklist(field, word) !== undefined) ?? 'Do Not Contact';
}
