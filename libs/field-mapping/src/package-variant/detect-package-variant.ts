import type { PackageVariant } from '@ce/contracts';
import { type InstalledVariant, packageFieldNames } from './package-fields.js';

export interface PackageDetection {
  readonly variant: PackageVariant;
  /** API names that a complete installation would have and that this user does not see. */
  readonly missing: readonly string[];
  /** One sentence for the administrator; null when one package is there and complete. */
  readonly note: string | null;
}

/** Judges one object by the field names of its describe, as the connected user sees them. */
export function detectPackageVariant(fieldNames: Iterable<string>): PackageDetection {
  const seen = new Set([...fieldNames].map((name) => name.toLowerCase()));
  const current = presence('managed-v2', seen);
  const legacy = presence('legacy', seen);

  if (current.complete) return detected('managed-v2', [], legacy.any ? BOTH : null);
  if (legacy.complete) return detected('legacy', [], current.any ? LEGACY_USED : null);
  if (!current.any && !legacy.any) return detected('none', current.missing, NONE);

  const missing = current.any ? current.missing : legacy.missing;
  return detected(
    'partial',
    missing,
    `The package is there only in part: ${missing.join(', ')} cannot be seen. ` +
      'Install the package completely, or give the integration user read and edit access to these fields.',
  );
}

const BOTH = 'Both packages are installed; the fields of the current one (sixsense_ce__…) are used.';
const LEGACY_USED =
  'The current package (sixsense_ce__…) is there only in part, so the fields of the legacy one (sw01_…) are used.';
const NONE =
  'The package is not installed, or its fields are hidden: install it and give the integration user access to its fields.';

function detected(variant: PackageVariant, missing: readonly string[], note: string | null): PackageDetection {
  return { variant, missing, note };
}

function presence(variant: InstalledVariant, seen: ReadonlySet<string>) {
  const names = Object.values(packageFieldNames[variant]);
  const missing = names.filter((name) => !seen.has(name));
  return { missing, complete: missing.length === 0, any: missing.length < names.length };
}
