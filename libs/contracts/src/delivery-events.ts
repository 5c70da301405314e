import { z } from 'zod';
import { errorClass } from './error-class.js';
import { defineEvent } from './event-definition.js';
import { ceId, personKey, recordRef, salesforceId } from './record.js';

const delivery = { connectionId: ceId, record: recordRef, at: z.iso.datetime({ offset: true }) };

export const taskLogged = defineEvent({
  type: 'salesforce.task.logged.v1',
  topic: 'salesforce.delivery.v1',
  summary: 'An email is a Task in Salesforce.',
  schema: z.object({ ...delivery, emailEventId: z.string(), taskId: salesforceId }),
  key: personKey,
});

export const fieldsWritten = defineEvent({
  type: 'salesforce.fields.written.v1',
  topic: 'salesforce.delivery.v1',
  summary: 'Fields of a record were written back.',
  schema: z.object({ ...delivery, fields: z.array(z.string()) }),
  key: personKey,
});

export const deliveryParked = defineEvent({
  type: 'salesforce.delivery.parked.v1',
  topic: 'salesforce.delivery.v1',
  summary: 'A delivery needs a person; says why and what to do. It can be replayed.',
  schema: z.object({
    ...delivery,
    deliveryId: z.string(),
    kind: z.enum(['task', 'fields']),
    class: errorClass,
    code: z.string(),
    reason: z.string(),
    fix: z.string(),
    attempts: z.number().int(),
  }),
  key: personKey,
});
