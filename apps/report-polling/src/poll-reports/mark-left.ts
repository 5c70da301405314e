import { createEvent, type ObjectType, reportRowLeft } from '@ce/contracts';
import { inTransaction } from '@ce/database';
import type { Outbox } from '@ce/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import { SOURCE } from '../enroll-rows/publish-rows.js';
import { keepClaim, type ReportClaim } from './claim-report.js';

interface LeftRow {
  record_id: string;
  object_type: ObjectType;
  publications: number;
  was: string;
  left_at: Date;
  source_id: string;
  campaign_id: string;
}

const BATCH = 1_000;

/**
 * Rows that a complete read no longer saw have left the report; those that were announced are announced as gone. Only
 * ever called after a complete read. Returns how many left.
 */
export async function markLeft(
  dataSource: DataSource,
  outbox: Outbox,
  claim: ReportClaim,
  claimSeconds: number,
): Promise<number> {
  let left = 0;
  for (;;) {
    const batch = await inTransaction(dataSource, async (manager) => {
      await keepClaim(manager, claim, null, claimSeconds);
      return markBatch(manager, outbox, claim);
    });
    left += batch;
    if (batch < BATCH) return left;
  }
}

async function markBatch(manager: EntityManager, outbox: Outbox, claim: ReportClaim): Promise<number> {
  const [rows]: [LeftRow[], number] = await manager.query(
    `update report_row
     set left_at = now(), state = case when gone.was in ('waiting', 'published') then 'left' else gone.was end
     from (
       select r.source_id, r.record_id, r.state as was, s.campaign_id
       from report_row r join enrollment_source s on s.id = r.source_id join campaign k using (workspace_id, campaign_id)
       where s.connection_id = $1 and s.report_id = $2 and r.seen_in < $3 and r.left_at is null
         and k.status not in ('ended', 'canceled')
       order by r.source_id, r.record_id limit ${BATCH} for update of r
     ) gone
     where report_row.source_id = gone.source_id and report_row.record_id = gone.record_id
     returning report_row.record_id, object_type, publications, gone.was, left_at, report_row.source_id, gone.campaign_id`,
    [claim.connectionId, claim.reportId, claim.readNumber],
  );
  const events = rows
    .filter((row) => row.was !== 'waiting')
    .map((row) =>
      createEvent(
        reportRowLeft,
        {
          connectionId: claim.connectionId,
          record: { type: row.object_type, id: row.record_id },
          campaignId: row.campaign_id,
          sourceId: row.source_id,
          reportId: claim.reportId,
          at: row.left_at.toISOString(),
        },
        { source: SOURCE, id: `left/${row.source_id}/${row.record_id}/${row.publications}/${claim.readNumber}` },
      ),
    );
  if (events.length > 0) await outbox.publish(manager, events);
  return rows.length;
}
