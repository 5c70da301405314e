import type { PackageField, PackageVariant } from '@ce/contracts';
import type { ObjectDescribe } from '../describe/object-describe.js';
import type { Refusal } from '../describe/refusal.js';
import { findPackageField } from '../package-variant/find-package-field.js';
import { packageFieldNames } from '../package-variant/package-fields.js';
import { assemblePatch, type WantedField } from './assemble-patch.js';
import type { Patch, PatchFields } from './patch.js';

/** Wanted values of the six package fields; a field left out is left alone, null clears it. Times are ISO 8601. */
export type PackageValues = Readonly<Partial<Record<PackageField, string | null>>>;

/**
 * The write-back of one record. A newer `last_synced_at` alone is no reason to write: it goes along with the next change
 * of another field, unless it is the only field wanted.
 */
export function packagePatch(
  variant: PackageVariant,
  wanted: PackageValues,
  describe: ObjectDescribe,
  lastWritten: PatchFields = {},
): Patch {
  const fields = (Object.keys(wanted) as PackageField[]).flatMap((field): WantedField[] => {
    const value = wanted[field];
    if (value === undefined) return [];
    const found = findPackageField(variant, field, describe);
    return [{ name: nameOf(variant, field), describe: found, value, whenMissing: packageMissing(variant) }];
  });
  const patch = assemblePatch(fields, lastWritten);
  return onlyTheClockMoved(patch, fields, variant, describe) ? withoutClock(patch) : patch;
}

function onlyTheClockMoved(
  patch: Patch,
  wanted: readonly WantedField[],
  variant: PackageVariant,
  describe: ObjectDescribe,
) {
  const clock = findPackageField(variant, 'last_synced_at', describe)?.name;
  return (
    patch.kind === 'patch' &&
    wanted.length > 1 &&
    Object.keys(patch.fields).every((changedField) => changedField === clock)
  );
}

/** The refusals of the other fields stay: they are the reason why only the clock was left. */
function withoutClock(patch: Patch): Patch {
  if (patch.kind !== 'patch') return patch;
  const [first] = patch.refusals;
  if (first === undefined) return { kind: 'unchanged' };
  const { class: errorClass, code, reason, fix } = first;
  return { kind: 'refused', class: errorClass, code, reason, fix, refusals: patch.refusals };
}

function nameOf(variant: PackageVariant, field: PackageField): string {
  return packageFieldNames[variant === 'legacy' ? 'legacy' : 'managed-v2'][field];
}

function packageMissing(variant: PackageVariant): Refusal | undefined {
  if (variant !== 'none') return undefined;
  return {
    class: 'configuration',
    code: 'package-missing',
    reason: 'The package with the status and campaign fields is not installed in this org, or its fields are hidden.',
    fix: 'Install the package, give the integration user access to its fields, then replay.',
  };
}
