import { campaignStatus, conversationStatus, type PackageVariant } from '@ce/contracts';
import type { ObjectDescribe } from '../describe/object-describe.js';
import { matchPicklist } from '../write-fields/match-picklist.js';
import { findPackageField } from './find-package-field.js';

export interface MissingValues {
  /** API name of the restricted picklist. */
  readonly field: string;
  readonly values: readonly string[];
}

const vocabularies = { status: conversationStatus.options, campaign_status: campaignStatus.options } as const;

/** Values that this system may write and the org's restricted picklists lack; writing one of them would be refused. */
export function missingValues(variant: PackageVariant, describe: ObjectDescribe): MissingValues[] {
  return (['status', 'campaign_status'] as const).flatMap((meaning) => {
    const field = findPackageField(variant, meaning, describe);
    if (field?.type !== 'picklist' || !field.restrictedPicklist) return [];
    const values = vocabularies[meaning].filter((value) => matchPicklist(field, value) === undefined);
    return values.length === 0 ? [] : [{ field: field.name, values }];
  });
}
