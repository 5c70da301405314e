import type { dryRunRequested, EventOf } from '@ce/contracts';
import type { EntityManager } from 'typeorm';

/** After every row that is to be imported in earnest. */
const PRIORITY = 10;

/**
 * Work like any other row's, under an id of its own: the row in earnest is not touched. Rows of an older dry run of the
 * same source that still wait are dropped, for nobody reads their answers any more.
 */
export async function storeDryRunRows(
  manager: EntityManager,
  events: readonly EventOf<typeof dryRunRequested>[],
): Promise<void> {
  const rows = events.map(({ id, data }) => ({
    id: `dry-run/${data.dryRunId}/${data.record.id}`,
    connection_id: data.connectionId,
    record_id: data.record.id,
    object_type: data.record.type,
    campaign_id: data.campaignId,
    source_id: data.sourceId,
    enrollment: data.enrollment,
    rules: data.rules,
    event_id: id,
    known_at: data.at,
    dry_run_id: data.dryRunId,
  }));
  await manager.query(
    `delete from contact_import old
     using (select connection_id, source_id, max(known_at) as at
            from jsonb_to_recordset($1::jsonb) as row (connection_id text, source_id text, known_at timestamptz)
            group by connection_id, source_id) newer
     where old.dry_run_id is not null and old.state = 'waiting' and old.connection_id = newer.connection_id
       and old.source_id = newer.source_id and old.known_at < newer.at`,
    [JSON.stringify(rows)],
  );
  await manager.query(
    `insert into contact_import
       (id, connection_id, record_id, kind, priority, object_type, campaign_id, source_id, enrollment, rules, event_id,
        known_at, dry_run_id)
     select id, connection_id, record_id, 'import', ${PRIORITY}, object_type, campaign_id, source_id, enrollment, rules,
            event_id, known_at, dry_run_id
     from jsonb_to_recordset($1::jsonb) as row (id text, connection_id text, record_id text, object_type text,
       campaign_id text, source_id text, enrollment text, rules jsonb, event_id text, known_at timestamptz,
       dry_run_id text)
     order by id
     on conflict (id) do nothing`,
    [JSON.stringify(rows)],
  );
}
