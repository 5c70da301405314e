import { campaignStatus, conversationStatus, type ObjectType, packageField, type PackageVariant } from '@ce/contracts';
import { detectPackageVariant, findPackageField, matchPicklist } from '@ce/field-mapping';
import type { ObjectDescribe } from '@ce/salesforce';
import { type Check, fail, pass, warn } from './check.js';

const STATES = 'conversation status and campaign fields';

/** The package of one object: which, whether it is whole and writable, and whether its picklists have our words. */
export function checkPackage(objectType: ObjectType, describe: ObjectDescribe | null): Check[] {
  if (describe === null) return [];
  const check = `package-${objectType.toLowerCase()}`;
  const { variant, note } = detectPackageVariant(describe.fields.map((field) => field.name));
  if (variant === 'none' || variant === 'partial') {
    const missing = `On ${objectType}: ${note ?? 'the package is missing.'}`;
    return [
      fail(check, `${STATES} of every ${objectType}`, missing, 'Install the package, or assign its permission set.'),
    ];
  }
  const found =
    note === null
      ? pass(check, `${objectType} has the package fields (${variant}).`)
      : warn(check, 'which fields people look at', `On ${objectType}: ${note}`, 'Remove the package that is not used.');
  return [found, writable(objectType, describe, variant), ...picklists(objectType, describe, variant)];
}

function writable(objectType: ObjectType, describe: ObjectDescribe, variant: PackageVariant): Check {
  const check = `package-access-${objectType.toLowerCase()}`;
  const locked = packageField.options
    .map((field) => findPackageField(variant, field, describe))
    .filter((field) => field !== undefined)
    .filter((field) => !field.updateable)
    .map((field) => field.name);
  if (locked.length === 0) return pass(check, `The user may edit the package fields of ${objectType}.`);
  return fail(
    check,
    `${STATES} of every ${objectType}`,
    `The user may not edit ${locked.join(', ')} of ${objectType}.`,
    'Assign the package’s permission set to the connected user.',
  );
}

function picklists(objectType: ObjectType, describe: ObjectDescribe, variant: PackageVariant): Check[] {
  const wanted = { status: conversationStatus.options, campaign_status: campaignStatus.options } as const;
  return (['status', 'campaign_status'] as const).map((name) => {
    const check = `picklist-${name.replace('_', '-')}-${objectType.toLowerCase()}`;
    const field = findPackageField(variant, name, describe);
    if (field === undefined)
      return fail(check, STATES, `${objectType} lacks its ${name} field.`, 'Install the package.');
    if (!field.restrictedPicklist) return pass(check, `${objectType}.${field.name} takes every value.`);
    const missing = wanted[name].filter((word) => matchPicklist(field, word) === undefined);
    if (missing.length === 0) return pass(check, `${objectType}.${field.name} has all values.`);
    return warn(
      check,
      'write-backs with these values, which are parked',
      `${objectType}.${field.name} lacks ${missing.join(', ')}.`,
      'Add these values to the picklist.',
    );
  });
}
