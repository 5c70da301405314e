import { type ObjectType, objectTypeOf } from '@ce/contracts';
import { inTransaction } from '@ce/database';
import type { DataSource, EntityManager } from 'typeorm';
import { lockRecords } from './lock-records.js';
import { refreshWanted } from './refresh-wanted.js';

export interface Move {
  connectionId: string;
  from: string;
  /** A converted lead's contact, or a merged record's survivor. */
  to: string;
}

/**
 * What is known of a record holds for the one that it became: facts go over, the newest of each kind holds, and what
 * was on its way to the old record goes to the new one. Doing it again changes nothing.
 */
export async function moveRecords(dataSource: DataSource, moves: readonly Move[]): Promise<void> {
  for (const move of moves) {
    if (move.from !== move.to) await inTransaction(dataSource, (manager) => moveRecord(manager, move));
  }
}

async function moveRecord(manager: EntityManager, { connectionId, from, to }: Move): Promise<void> {
  const typeOf = (id: string): ObjectType => objectTypeOf(id) ?? 'Contact';
  const moved = await lockRecords(manager, [
    { connectionId, recordId: from, recordType: typeOf(from) },
    { connectionId, recordId: to, recordType: typeOf(to) },
  ]);
  const target = moved.get(`${connectionId}/${to}`) ?? to;
  // The other way round is known already: following both would go in a circle.
  if (target === from) return;
  await manager.query('update record set now_id = $3 where connection_id = $1 and record_id = $2', [
    connectionId,
    from,
    target,
  ]);
  await manager.query(
    `with gone as (delete from fact where connection_id = $1 and record_id = $2 returning *)
     insert into fact as f (connection_id, record_id, register, value, at, fact_id)
     select connection_id, $3, register, value, at, fact_id from gone
     on conflict (connection_id, record_id, register) do update
        set value = excluded.value, at = excluded.at, fact_id = excluded.fact_id
      where (excluded.at, excluded.fact_id) > (f.at, f.fact_id)`,
    [connectionId, from, target],
  );
  await manager.query(
    `update write_back
        set state = 'superseded', settled_at = now(), held_by = null, error_class = null, error_code = null, fix = null,
            reason = 'The record became ' || $3::text || ', which gets its values.'
      where connection_id = $1 and record_id = $2 and state in ('waiting', 'parked')`,
    [connectionId, from, target],
  );
  await refreshWanted(manager, [{ connectionId, recordId: target }]);
}
