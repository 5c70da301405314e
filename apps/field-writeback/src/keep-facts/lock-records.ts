import type { EntityManager } from 'typeorm';
import { distinct, keyOf, type RecordKey, type TouchedRecord } from './record-key.js';

/** A record can move more than once: merged, then converted, then merged again. */
const MOST_MOVES = 5;

/**
 * Locks these records until the transaction ends, new ones included, and those that now stand for them.
 * @returns key of a record that moved → the id that now stands for it
 */
export async function lockRecords(
  manager: EntityManager,
  records: readonly TouchedRecord[],
): Promise<ReadonlyMap<string, string>> {
  const moved = new Map<string, string>();
  let touched: RecordKey[] = distinct(records);
  await lock(manager, records);
  for (let move = 0; move < MOST_MOVES && touched.length > 0; move += 1) {
    const next = await movesOf(manager, touched);
    for (const [key, nowId] of next) moved.set(key, nowId);
    touched = touched.flatMap((record) => {
      const nowId = next.get(keyOf(record));
      return nowId === undefined ? [] : [{ ...record, recordId: nowId }];
    });
    await lockExisting(manager, touched);
  }
  return new Map([...moved.keys()].map((key) => [key, endOf(key, moved)]));
}

/** A row that needs no change is locked all the same. */
async function lock(manager: EntityManager, records: readonly TouchedRecord[]): Promise<void> {
  const rows = new Map<string, TouchedRecord>();
  for (const record of records) {
    const accountId = record.accountId ?? rows.get(keyOf(record))?.accountId ?? null;
    rows.set(keyOf(record), { ...record, accountId });
  }
  const touched = [...rows.values()];
  await manager.query(
    `insert into record as r (connection_id, record_id, record_type, account_id)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as t (connection_id, record_id, type, account)
      order by connection_id, record_id
     on conflict (connection_id, record_id) do update set account_id = excluded.account_id
      where excluded.account_id is not null and r.account_id is distinct from excluded.account_id`,
    [
      touched.map((record) => record.connectionId),
      touched.map((record) => record.recordId),
      touched.map((record) => record.recordType),
      touched.map((record) => record.accountId),
    ],
  );
}

async function lockExisting(manager: EntityManager, records: readonly RecordKey[]): Promise<void> {
  if (records.length === 0) return;
  await manager.query(
    `select 1 from record join unnest($1::text[], $2::text[]) as t (connection_id, record_id)
      using (connection_id, record_id) order by connection_id, record_id for update of record`,
    [records.map((record) => record.connectionId), records.map((record) => record.recordId)],
  );
}

async function movesOf(manager: EntityManager, records: readonly RecordKey[]): Promise<Map<string, string>> {
  const rows = await manager.query<{ connection_id: string; record_id: string; now_id: string }[]>(
    `select connection_id, record_id, now_id
       from record join unnest($1::text[], $2::text[]) as t (connection_id, record_id) using (connection_id, record_id)
      where now_id is not null`,
    [records.map((record) => record.connectionId), records.map((record) => record.recordId)],
  );
  return new Map(
    rows.map((row) => [keyOf({ connectionId: row.connection_id, recordId: row.record_id }), row.now_id] as const),
  );
}

function endOf(key: string, moved: ReadonlyMap<string, string>): string {
  const [connectionId = ''] = key.split('/');
  let end = moved.get(key) ?? '';
  for (let move = 0; move < MOST_MOVES; move += 1) {
    const next = moved.get(keyOf({ connectionId, recordId: end }));
    if (next === undefined) break;
    end = next;
  }
  return end;
}
