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

/** A field by that name which does not do, and why; null where there is none by the name. */
export function unfitEventIdField(task: ObjectDescribe): { name: string; problem: string } | null {
  const field = task.fields.find(({ name }) => EVENT_ID.test(name));
  if (field === undefined) return null;
  if (!field.externalId) return { name: field.name, problem: 'it is no external id' };
  if (!field.unique) return { name: field.name, problem: 'it is not unique' };
  return { name: field.name, problem: 'the user may not edit it' };
}
