import { z } from 'zod';
import { importFailureCode } from './contact-events.js';
import { defineEvent } from './event-definition.js';
import { enrollmentRule } from './enrollment-rules.js';
import { ceId, personKey, recordRef } from './record.js';

const dryRunRow = {
  /** One question about a whole source; its answers carry the same id. */
  dryRunId: ceId,
  connectionId: ceId,
  record: recordRef,
  campaignId: ceId,
  sourceId: ceId,
  at: z.iso.datetime({ offset: true }),
};

export const dryRunRequested = defineEvent({
  type: 'salesforce.dry-run.requested.v1',
  topic: 'salesforce.dry-run.v1',
  summary: 'Would this row of a report be enrolled? Nothing is enrolled because of it.',
  schema: z.object({
    ...dryRunRow,
    /** As in `salesforce.report-row.found.v1`. */
    enrollment: z.enum(['auto', 'manual']),
    rules: z.array(enrollmentRule),
  }),
  key: personKey,
});

export const dryRunJudged = defineEvent({
  type: 'salesforce.dry-run.judged.v1',
  topic: 'salesforce.dry-run.v1',
  summary: 'Whether a row of a report would be enrolled now, and if not, why and what to do.',
  schema: z.object({
    ...dryRunRow,
    /** Null where it would be enrolled. `not-read`: Salesforce refused to give the record. */
    refusal: z
      .object({ code: importFailureCode.or(z.literal('not-read')), reason: z.string(), fix: z.string() })
      .nullable(),
  }),
  key: personKey,
});
