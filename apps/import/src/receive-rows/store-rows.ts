import type { EventOf, reportRowFound, reportRowLeft } from '@ce/contracts';
import type { EntityManager } from 'typeorm';

export type RowFound = EventOf<typeof reportRowFound>;
export type RowLeft = EventOf<typeof reportRowLeft>;

/** A source names a record once. Two sources of one campaign may name the same one; its enrollment is unique then. */
export function importIdOf(row: { connectionId: string; sourceId: string; record: { id: string } }): string {
  return `${row.connectionId}/${row.sourceId}/${row.record.id}`;
}

/** What holds of each row, whatever the order of arrival; of two events of one moment the later to come. */
export function newestOfEach<Event extends RowFound | RowLeft>(events: readonly Event[]): Event[] {
  const newest = new Map<string, Event>();
  for (const event of events) {
    const id = importIdOf(event.data);
    const known = newest.get(id);
    if (known === undefined || Date.parse(event.data.at) >= Date.parse(known.data.at)) newest.set(id, event);
  }
  return [...newest.values()];
}

/**
 * One work row per event. The same event again changes nothing; a later one for a row that was not imported tries it
 * again, with the rules that it carries.
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
    known_at: data.at,
  }));
  await manager.query(
    `insert into contact_import
       (id, connection_id, record_id, kind, object_type, campaign_id, source_id, enrollment, rules, event_id, known_at)
     select id, connection_id, record_id, 'import', object_type, campaign_id, source_id, enrollment, rules, event_id,
            known_at
     from jsonb_to_recordset($1::jsonb) as row (id text, connection_id text, record_id text, object_type text,
       campaign_id text, source_id text, enrollment text, rules jsonb, event_id text, known_at timestamptz)
     order by id
     on conflict (id) do update
       set state = case contact_import.state when 'claimed' then 'claimed' else 'waiting' end,
           attempts = 0, not_before = now(), settled_at = null, outcome = null,
           error_class = null, error_code = null, reason = null, fix = null,
           enrollment = excluded.enrollment, rules = excluded.rules, event_id = excluded.event_id,
           known_at = excluded.known_at
       where contact_import.event_id <> excluded.event_id and contact_import.known_at <= excluded.known_at
         and contact_import.outcome is distinct from 'imported'`,
    [JSON.stringify(rows)],
  );
}

/** Rows that left their report before they were imported are no longer wanted, unless they have come back since. */
export async function endRows(manager: EntityManager, events: readonly RowLeft[]): Promise<void> {
  if (events.length === 0) return;
  await manager.query(
    `update contact_import
     set state = 'superseded', settled_at = now(), reason = 'The record left the report before it was imported.',
         fix = null, known_at = gone.at
     from jsonb_to_recordset($1::jsonb) as gone (id text, at timestamptz)
     where contact_import.id = gone.id and contact_import.known_at < gone.at and state in ('waiting', 'parked')`,
    [JSON.stringify(events.map(({ data }) => ({ id: importIdOf(data), at: data.at })))],
  );
}
