import type { z } from 'zod';
import type { deliveryParked, fieldsWritten, taskLogged } from '../delivery-events.js';
import { examplePerson } from './example-ids.js';

export const deliveryExamples = {
  'salesforce.task.logged.v1': {
    ...examplePerson,
    at: '2026-03-02T09:15:03Z',
    emailEventId: 'email-5512',
    taskId: '00T5e00004AbCdEEAV',
  },
  'salesforce.fields.written.v1': {
    ...examplePerson,
    at: '2026-03-02T09:15:04Z',
    fields: ['sixsense_ce__status__c', 'sixsense_ce__last_synced_at__c'],
  },
  'salesforce.delivery.parked.v1': {
    ...examplePerson,
    at: '2026-03-02T09:15:04Z',
    deliveryId: 'delivery-77',
    kind: 'fields',
    class: 'configuration',
    code: 'picklist-value-missing',
    reason: 'The picklist sixsense_ce__status__c has no value "human_review" in this org.',
    fix: 'Add the value "human_review" to the picklist sixsense_ce__status__c, then replay.',
    attempts: 1,
  },
} satisfies {
  'salesforce.task.logged.v1': z.input<(typeof taskLogged)['schema']>;
  'salesforce.fields.written.v1': z.input<(typeof fieldsWritten)['schema']>;
  'salesforce.delivery.parked.v1': z.input<(typeof deliveryParked)['schema']>;
};
