import { createEvent, type EnrollmentRule, type ObjectType, reportRowFound } from '@ce/contracts';
import type { Outbox } from '@ce/messaging';
import type { EntityManager } from 'typeorm';
import { type FoundRow, foundRow } from './found-row.js';

export interface SourceOfRows {
  sourceId: string;
  connectionId: string;
  campaignId: string;
  reportId: string;
  rules: EnrollmentRule[];
}

export interface RowsToPublish {
  source: SourceOfRows;
  /** Undefined: all that wait, up to `limit`. */
  recordIds?: readonly string[];
  /** States that may be published: a person may send a refused row again, the poll may not. */
  from: readonly ('waiting' | 'not-imported')[];
  enrollment: 'auto' | 'manual';
  limit: number;
}

interface PublishedRow {
  record_id: string;
  object_type: ObjectType;
  publications: number;
  published_at: Date;
}

export const SOURCE = '/services/report-polling';

/** Moves rows to `published` and announces them, in the caller's transaction. Returns the rows that were moved. */
export async function publishRows(manager: EntityManager, outbox: Outbox, rows: RowsToPublish): Promise<FoundRow[]> {
  const { source, enrollment } = rows;
  const [moved]: [PublishedRow[], number] = await manager.query(
    `update report_row
     set state = 'published', publications = publications + 1, published_at = now(),
         code = null, reason = null, fix = null
     where source_id = $1 and record_id in (
       select record_id from report_row
       where source_id = $1 and state = any ($2) and left_at is null and ($3::text[] is null or record_id = any ($3))
       order by record_id limit $4 for update)
     returning record_id, object_type, publications, published_at`,
    [source.sourceId, rows.from, rows.recordIds ?? null, rows.limit],
  );
  const events = moved.map((row) =>
    createEvent(
      reportRowFound,
      {
        connectionId: source.connectionId,
        record: { type: row.object_type, id: row.record_id },
        campaignId: source.campaignId,
        sourceId: source.sourceId,
        reportId: source.reportId,
        at: row.published_at.toISOString(),
        enrollment,
        // A person chose the rows, so the rules of the source do not apply.
        rules: enrollment === 'manual' ? [] : source.rules,
      },
      { source: SOURCE, id: `found/${source.sourceId}/${row.record_id}/${row.publications}` },
    ),
  );
  if (events.length > 0) await outbox.publish(manager, events);
  return events.map(foundRow);
}
