import type { PackageField } from '@ce/contracts';

export type InstalledVariant = 'managed-v2' | 'legacy';
export type PackageFieldNames = Readonly<Record<PackageField, string>>;

/** Field names on Lead and Contact alike. Source: spec B1, B2. */
export const packageFieldNames: Readonly<Record<InstalledVariant, PackageFieldNames>> = {
  'managed-v2': {
    status: 'sixsense_ce__status__c',
    last_synced_at: 'sixsense_ce__last_synced_at__c',
    campaign_name: 'sixsense_ce__campaign_name__c',
    campaign_status: 'sixsense_ce__campaign_status__c',
    campaign_creator: 'sixsense_ce__campaign_creator__c',
    campaign_url: 'sixsense_ce__campaign_url__c',
  },
  legacy: {
    status: 'sw01_status__c',
    last_synced_at: 'sw01_last_synced_at__c',
    campaign_name: 'sw01_campaign_name__c',
    campaign_status: 'sw01_campaign_status__c',
    campaign_creator: 'sw01_campaign_creator__c',
    campaign_url: 'sw01_campaign_url__c',
  },
};
