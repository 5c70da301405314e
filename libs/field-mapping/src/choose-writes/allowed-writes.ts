import type { ConnectionToggles, PackageField } from '@ce/contracts';

/** Which kinds of write may go on. */
export interface AllowedWrites {
  readonly tasks: boolean;
  readonly status: boolean;
  readonly campaign: boolean;
  readonly doNotContact: boolean;
  readonly owner: boolean;
}

/** Status write-back is bundled with email-activity sync (spec C6), unless the second switch frees it (spec F8). */
export function allowedWrites(toggles: ConnectionToggles): AllowedWrites {
  return {
    tasks: toggles.emailActivitySync,
    status: toggles.emailActivitySync || toggles.statusWithoutActivitySync,
    campaign: true,
    doNotContact: toggles.doNotContactSync,
    owner: toggles.ownerSync,
  };
}

const statusFields: readonly PackageField[] = ['status', 'last_synced_at'];
const campaignFields: readonly PackageField[] = [
  'campaign_name',
  'campaign_status',
  'campaign_creator',
  'campaign_url',
];

export function allowedPackageFields(allowed: AllowedWrites): readonly PackageField[] {
  return [...(allowed.status ? statusFields : []), ...(allowed.campaign ? campaignFields : [])];
}
