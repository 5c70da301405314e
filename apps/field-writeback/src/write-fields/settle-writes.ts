import { type CloudEvent, correlationIdFor, createEvent, deliveryParked, fieldsWritten } from '@ce/contracts';
import type { SettledRow } from '@ce/delivery';
import type { Outbox } from '@ce/messaging';
import type { EntityManager } from 'typeorm';
import type { SlotReport } from './judge-records.js';
import { reopenOutdated } from './reopen-outdated.js';
import type { WriteBack } from './write-back.js';

export const SOURCE = '/services/field-writeback';

export interface SettledSlot extends SettledRow<WriteBack> {
  report: SlotReport | undefined;
}

/**
 * In the transaction that settles the rows: notes what Salesforce has now, opens again what got a newer wish during the
 * call, and tells the others.
 * @returns ids of the rows that go on because of a newer wish
 */
export async function settleWrites(
  manager: EntityManager,
  outbox: Outbox,
  settled: readonly SettledSlot[],
): Promise<Set<string>> {
  await noteWritten(manager, settled);
  await reopenOutdated(manager, settled);
  const reopened = await reopen(manager, settled);
  const events = [
    ...writtenEvents(settled),
    ...settled.filter(({ row }) => !reopened.has(row.id)).flatMap(parkedEvent),
  ];
  if (events.length > 0) await outbox.publish(manager, events);
  return reopened;
}

async function noteWritten(manager: EntityManager, settled: readonly SettledSlot[]): Promise<void> {
  const notes = settled
    .filter(({ settlement }) => settlement.state !== 'waiting')
    .map(({ row, settlement, report }) => ({
      id: row.id,
      done: settlement.state === 'done',
      wanted: row.wanted,
      fields: report?.writtenFields ?? {},
      held_by: report?.held?.by ?? null,
      held_under: report?.held?.under ?? null,
    }));
  if (notes.length === 0) return;
  await manager.query(
    `update write_back as w
        -- Half a wish that was written is none: what Salesforce has is then neither the old wish nor the new one.
        set written = case when s.done then s.wanted when s.fields = '{}' then w.written end,
            written_fields = w.written_fields || s.fields,
            ambiguous = w.ambiguous and not s.done,
            held_by = s.held_by, held_under = s.held_under
       from jsonb_to_recordset($1::jsonb) as s (id text, done boolean, wanted jsonb, fields jsonb, held_by text,
         held_under text)
      where w.id = s.id`,
    [JSON.stringify(notes)],
  );
}

async function reopen(manager: EntityManager, settled: readonly SettledSlot[]): Promise<Set<string>> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `update write_back as w
        set state = case when w.wanted = w.written and not w.ambiguous then 'done' else 'waiting' end,
            attempts = 0, not_before = now(), settled_at = null, held_by = null,
            error_class = null, error_code = null, reason = null, fix = null
       from unnest($1::text[], $2::integer[]) as s (id, revision)
      where w.id = s.id and w.revision <> s.revision and w.state <> 'waiting'
     returning w.id`,
    [settled.map(({ row }) => row.id), settled.map(({ row }) => row.revision)],
  );
  return new Set(rows.map((row) => row.id));
}

/** One event for each record, with all fields that were written together. */
function writtenEvents(settled: readonly SettledSlot[]): CloudEvent[] {
  const records = new Map<string, { row: WriteBack; fields: Set<string> }>();
  for (const { row, report } of settled) {
    const fields = report?.recordFields ?? [];
    if (fields.length === 0) continue;
    const known = records.get(row.recordId) ?? { row, fields: new Set<string>() };
    for (const field of fields) known.fields.add(field);
    records.set(row.recordId, known);
  }
  return [...records.values()].map(({ row, fields }) =>
    createEvent(fieldsWritten, { ...about(row), fields: [...fields].sort() }, { source: SOURCE }),
  );
}

function parkedEvent({ row, settlement }: SettledSlot): CloudEvent[] {
  if (settlement.state !== 'parked') return [];
  const { errorClass, code, reason, fix, attempts } = settlement;
  const data = {
    ...about(row),
    deliveryId: row.id,
    kind: 'fields' as const,
    class: errorClass,
    code,
    reason,
    fix,
    attempts,
  };
  return [createEvent(deliveryParked, data, { source: SOURCE })];
}

function about(row: WriteBack) {
  const record = { type: row.recordType, id: row.recordId };
  return { connectionId: row.connectionId, record, at: new Date().toISOString() };
}

/** One line per row: with the correlation id a person can be followed from the report row to here. */
export function factsOf({ row, settlement, report }: SettledSlot): Record<string, unknown> {
  return {
    correlationId: correlationIdFor(row.connectionId, row.recordId),
    connectionId: row.connectionId,
    recordId: row.recordId,
    writeBackId: row.id,
    slot: row.slot,
    state: settlement.state,
    fields: Object.keys(report?.writtenFields ?? {}),
    ...(settlement.state === 'parked' || settlement.state === 'waiting' ? { code: settlement.code } : {}),
  };
}
