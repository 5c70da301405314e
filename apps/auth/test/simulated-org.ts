import { campaignStatus, conversationStatus, type ObjectType } from '@ce/contracts';
import type { OrgDescriptionInput } from '@ce/salesforce-simulator';

export const CALLBACK = 'http://127.0.0.1:3999/oauth/callback';
export const ADMIN = 'admin@acme.test';
export const CLIENT = { clientId: 'client-1', clientSecret: 'client-secret-1' };

/** An org in which everything is as it should be; tests spoil what they are about. */
export function greenOrg(changes: Partial<OrgDescriptionInput> = {}): OrgDescriptionInput {
  return {
    org: { id: '00D5g00000AcmeOEAR', name: 'Acme <b>Corp</b>', loginHosts: ['login.test'] },
    limits: { dailyApiRequests: 10_000 },
    connectedApps: [
      { name: 'CE', ...CLIENT, callbackUrls: [CALLBACK], autoApprove: true, autoApproveUser: ADMIN, requirePkce: true },
    ],
    users: [{ username: ADMIN, email: ADMIN, lastName: 'Admin' }],
    customFields: {
      Lead: [...packageFields(), optOut],
      Contact: [...packageFields(), optOut],
      Activity: [{ name: 'sixsense_ce__event_id__c', type: 'string', length: 100, unique: true, externalId: true }],
    },
    ...changes,
  };
}

const optOut = { name: 'CE_Opt_Out__c', type: 'boolean' as const };

export function packageFields(prefix = 'sixsense_ce__') {
  return [
    {
      name: `${prefix}status__c`,
      type: 'picklist' as const,
      restricted: true,
      values: [...conversationStatus.options],
    },
    { name: `${prefix}last_synced_at__c`, type: 'datetime' as const },
    { name: `${prefix}campaign_name__c`, type: 'string' as const, length: 200 },
    {
      name: `${prefix}campaign_status__c`,
      type: 'picklist' as const,
      restricted: true,
      values: [...campaignStatus.options],
    },
    { name: `${prefix}campaign_creator__c`, type: 'string' as const, length: 200 },
    { name: `${prefix}campaign_url__c`, type: 'url' as const },
  ];
}

export function optOutMapping(objectType: ObjectType) {
  return {
    ceField: 'do_not_contact',
    objectType,
    salesforceField: optOut.name,
    valueType: 'boolean' as const,
    direction: 'write' as const,
  };
}
