import type { OrgRecord } from '../play/simulator.js';
import type { ExpectedRecord } from './expect-record.js';

export interface ExpectedCampaign {
  name: string;
  status: string;
  creator: string;
  url: string;
}

/** How a record in the org differs from what it should be, one sentence each. */
export function compareRecord(record: OrgRecord, expected: ExpectedRecord, campaign: ExpectedCampaign): string[] {
  const fields: [string, unknown][] = [
    ['sixsense_ce__campaign_name__c', campaign.name],
    ['sixsense_ce__campaign_status__c', campaign.status],
    ['sixsense_ce__campaign_creator__c', campaign.creator],
    ['sixsense_ce__campaign_url__c', campaign.url],
    ['Do_Not_Contact__c', expected.doNotContact],
    ['OwnerId', expected.ownerId],
    ...(expected.status === undefined ? [] : [['sixsense_ce__status__c', expected.status] as [string, unknown]]),
  ];
  const differences = differencesOf(record, fields);
  if ((record['sixsense_ce__last_synced_at__c'] ?? null) === null)
    differences.push(`${String(record['Id'])}: never marked as synced`);
  return differences;
}

/** As `compareRecord`, of a record that could not be imported: its status says so, and nothing else is touched. */
export function compareUnenrolled(record: OrgRecord, status: string): string[] {
  const fields: [string, unknown][] = [
    ['sixsense_ce__status__c', status],
    ['sixsense_ce__campaign_name__c', null],
    ['sixsense_ce__campaign_status__c', null],
    ['sixsense_ce__campaign_creator__c', null],
    ['sixsense_ce__campaign_url__c', null],
    ['Do_Not_Contact__c', false],
  ];
  return differencesOf(record, fields);
}

function differencesOf(record: OrgRecord, fields: readonly [string, unknown][]): string[] {
  return fields
    .filter(([field, value]) => (record[field] ?? (value === false ? false : null)) !== value)
    .map(
      ([field, value]) => `${String(record['Id'])}: ${field} is ${String(record[field])}, should be ${String(value)}`,
    );
}
