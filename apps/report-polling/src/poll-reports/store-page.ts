import type { RecordRef } from '@ce/contracts';
import type { Outbox } from '@ce/messaging';
import type { EntityManager } from 'typeorm';
import type { FoundRow } from '../enroll-rows/found-row.js';
import { publishRows, type SourceOfRows } from '../enroll-rows/publish-rows.js';
import type { ReportClaim } from './claim-report.js';

interface WatchingSource extends SourceOfRows {
  /** Its rows are announced without a person: auto-import is on and the campaign runs. */
  auto: boolean;
}

/**
 * Takes one page for every source that shares the report: new records wait or are announced, known ones are marked as
 * seen. Repeating it changes nothing. Returns the rows that were announced.
 */
export async function storePage(
  manager: EntityManager,
  outbox: Outbox,
  claim: ReportClaim,
  records: readonly RecordRef[],
): Promise<FoundRow[]> {
  const sources = await watchingSources(manager, claim);
  if (records.length === 0 || sources.length === 0) return [];
  const sorted = [...records].sort((one, other) => (one.id < other.id ? -1 : 1));
  const recordIds = sorted.map((record) => record.id);
  await manager.query(
    `insert into report_row (source_id, record_id, object_type, state, seen_in)
     select source_id, record_id, object_type, 'waiting', $4
     from unnest($1::text[]) as source (source_id),
          unnest($2::text[], $3::text[]) as page (record_id, object_type)
     order by source_id, record_id collate "C"
     on conflict (source_id, record_id) do update
       set seen_in = excluded.seen_in, left_at = null,
           state = case when report_row.left_at is not null and report_row.state in ('left', 'not-imported')
                        then 'waiting' else report_row.state end`,
    [sources.map((source) => source.sourceId), recordIds, sorted.map((record) => record.type), claim.readNumber],
  );
  const published: FoundRow[] = [];
  for (const source of sources.filter(({ auto }) => auto)) {
    const rows = { source, recordIds, from: ['waiting'], enrollment: 'auto', limit: recordIds.length } as const;
    published.push(...(await publishRows(manager, outbox, rows)));
  }
  return published;
}

async function watchingSources(manager: EntityManager, claim: ReportClaim): Promise<WatchingSource[]> {
  return manager.query(
    `select s.id as "sourceId", s.connection_id as "connectionId", s.campaign_id as "campaignId",
            s.report_id as "reportId", s.rules, s.auto_import and k.status = 'running' as auto
     from enrollment_source s join campaign k using (workspace_id, campaign_id)
     where s.connection_id = $1 and s.report_id = $2 and k.status not in ('ended', 'canceled')
     order by s.id for share of s`,
    [claim.connectionId, claim.reportId],
  );
}
