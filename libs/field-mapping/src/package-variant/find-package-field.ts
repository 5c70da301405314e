import type { PackageField, PackageVariant } from '@ce/contracts';
import { findField } from '../describe/find-field.js';
import type { FieldDescribe, ObjectDescribe } from '../describe/object-describe.js';
import { type InstalledVariant, packageFieldNames } from './package-fields.js';

const candidates: Readonly<Record<PackageVariant, readonly InstalledVariant[]>> = {
  'managed-v2': ['managed-v2'],
  legacy: ['legacy'],
  partial: ['managed-v2', 'legacy'],
  none: [],
};

/** The org's field for one of the six meanings, or undefined where it has none or hides it. */
export function findPackageField(
  variant: PackageVariant,
  field: PackageField,
  describe: ObjectDescribe,
): FieldDescribe | undefined {
  for (const candidate of candidates[variant]) {
    const found = findField(describe, packageFieldNames[candidate][field]);
    if (found !== undefined) return found;
  }
  return undefined;
}
