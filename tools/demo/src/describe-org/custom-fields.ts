import { campaignStatus, conversationStatus } from '@ce/contracts';

/** A value that this org's picklist lacks, so that the demo shows what becomes of it. */
export const missingStatus = 'human_review';

const statusValues = conversationStatus.options.filter((value) => value !== missingStatus);

const packageFields = [
  { name: 'sixsense_ce__status__c', type: 'picklist' as const, restricted: true, values: statusValues },
  { name: 'sixsense_ce__last_synced_at__c', type: 'datetime' as const },
  { name: 'sixsense_ce__campaign_name__c', type: 'string' as const, length: 200 },
  {
    name: 'sixsense_ce__campaign_status__c',
    type: 'picklist' as const,
    restricted: true,
    values: [...campaignStatus.options],
  },
  { name: 'sixsense_ce__campaign_creator__c', type: 'string' as const, length: 200 },
  { name: 'sixsense_ce__campaign_url__c', type: 'url' as const },
];

const doNotContact = { name: 'Do_Not_Contact__c', type: 'boolean' as const };

export const EVENT_ID_FIELD = 'sixsense_ce__event_id__c';

/** Package v2 on leads and contacts, a Do-Not-Contact field, and on request the unique event id on activities. */
export function customFields(withEventId: boolean) {
  return {
    Lead: [...packageFields, doNotContact],
    Contact: [...packageFields, doNotContact],
    ...(withEventId
      ? {
          Activity: [
            {
              name: EVENT_ID_FIELD,
              type: 'string' as const,
              length: 200,
              unique: true,
              externalId: true,
              caseSensitive: true,
            },
          ],
        }
      : {}),
  };
}
