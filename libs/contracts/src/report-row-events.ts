import { z } from 'zod';
import { enrollmentRule } from './enrollment-rules.js';
import { defineEvent } from './event-definition.js';
import { ceId, personKey, recordRef, salesforceId } from './record.js';

const row = {
  connectionId: ceId,
  record: recordRef,
  campaignId: ceId,
  sourceId: ceId,
  reportId: salesforceId,
  at: z.iso.datetime({ offset: true }),
};

export const reportRowFound = defineEvent({
  type: 'salesforce.report-row.found.v1',
  topic: 'salesforce.report-row.v1',
  summary: 'A report named a record that is new to its campaign.',
  schema: z.object({
    ...row,
    /** `manual`: a person chose the rows, so the rules of the source do not apply. */
    enrollment: z.enum(['auto', 'manual']),
    rules: z.array(enrollmentRule),
  }),
  key: personKey,
});

export const reportRowLeft = defineEvent({
  type: 'salesforce.report-row.left.v1',
  topic: 'salesforce.report-row.v1',
  summary: 'A record is no longer in the report that once named it.',
  schema: z.object(row),
  key: personKey,
});
