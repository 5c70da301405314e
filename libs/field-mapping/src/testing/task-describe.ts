import type { ObjectDescribe } from '../describe/object-describe.js';
import { buildDescribe, picklist } from './build-describe.js';

/** Source: salesforce-api.md §5.1. `eventIdField`: the package's unique external id on Activity. */
export function taskDescribe(eventIdField?: string): ObjectDescribe {
  const eventId =
    eventIdField === undefined ? [] : [{ name: eventIdField, length: 100, externalId: true, unique: true }];
  return buildDescribe('Task', [
    { name: 'Id', type: 'id', length: 18, createable: false, updateable: false },
    { name: 'WhoId', type: 'reference', length: 18, relationshipName: 'Who', referenceTo: ['Contact', 'Lead'] },
    { name: 'Subject', type: 'combobox' },
    { name: 'Description', type: 'textarea', length: 32_000 },
    { name: 'ActivityDate', type: 'date', length: 0 },
    {
      name: 'Status',
      type: 'picklist',
      length: 255,
      picklistValues: picklist('Not Started', 'In Progress', 'Completed', 'Deferred'),
    },
    { name: 'Priority', type: 'picklist', picklistValues: picklist('High', 'Normal', 'Low') },
    {
      name: 'TaskSubtype',
      type: 'picklist',
      updateable: false,
      restrictedPicklist: true,
      picklistValues: picklist('Task', 'Email', 'ListEmail', 'Call'),
    },
    ...eventId,
  ]);
}
