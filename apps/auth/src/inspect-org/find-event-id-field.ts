import type { ObjectDescribe } from '@ce/salesforce';

/** `sixsense_ce__event_id__c` and the like, with or without a namespace. */
const EVENT_ID = /(?:^|_)event_?id__c$/i;

/** The unique external-id field on Activity that makes one email one Task, or null where the org has none. */
export function findEventIdField(task: ObjectDescribe | null): string | null {
  const field = task?.fields.find(
    ({ name, externalId, unique, createable }) => EVENT_ID.test(name) && externalId && unique && createable,
  );
  return field?.name ?? null;
}
