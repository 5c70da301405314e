import type { EventOf, reportRowFound } from '@ce/contracts';
import type { EntityManager } from 'typeorm';

export type RowFound = EventOf<typeof reportRowFound>;

/** A source names a record once. Two sources of one campaign may name the same one; its enrollment is unique then. */
export function importIdOf(row: { connectionId: string; sourceId: string; record: { id: string } }): string {
  return `${row.connectionId}/${row.sourceId}/${row.record.id}`;
}

/**
 * One work row per event. The same event again changes nothing; another event for a row that was not imported tries it
 * again, with the rules that the new event carries.
 */
export async function storeRows(manager: EntityManager, events: readonly RowFound[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ id, data }) => ({
    id: importIdOf(data),
    connection_id: data.connectionId,
    record_id: data.record.id,
    object_type: data.record.type,
    campaign_id: data.campaignId,
    source_id: data.sourceId,
    enrollment: data.enrollment,
    rules: data.rules,
    event_id: id,
  }));
  await manager.query(
    `insert into contact_import
       (id, connection_id, record_id, kind, object_type, campaign_id, source_id, enrollment, rules, event_id)
     select id, connection_id, record_id, 'import', object_type, campaign_id, source_id, enrollment, rules, event_id
     from jsonb_to_recordset($1::jsonb) as row (id text, connection_id text, record_id text, object_type text,
       campaign_id text, source_id text, enrollment text, rules jsonb, event_id text)
     order by id
     on conflict (id) do update
       set state = 'waiting', attempts = 0, not_before = now(), settled_at = null, outcome = null,
           error_class = null, error_code = null, reason = null, fix = null,
           enrollment = excluded.enrollment, rules = excluded.rules, event_id = excluded.event_id
       where contact_import.event_id <> excluded.event_id
         and contact_import.state in ('done', 'parked', 'superseded')
         and contact_import.outcome is distinct from 'imported'`,
    [JSON.stringify(rows)],
  );
}

/** Rows that left their report before they were imported are no longer wanted. */
export async function endRows(manager: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await manager.query(
    `update contact_import
     set state = 'superseded', settled_at = now(), reason = 'The record left the report before it was imported.', fix = null
     where id = any ($1) and state in ('waiting', 'parked')`,
    [ids],
  );
}
