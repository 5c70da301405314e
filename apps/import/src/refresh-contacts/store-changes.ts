import { contactChanged, createEvent, type RecordRef } from '@ce/contracts';
import type { ImportedRecord } from '@ce/field-mapping';
import type { Outbox } from '@ce/messaging';
import type { EntityManager } from 'typeorm';
import { valuesKey } from '../import-contacts/enroll-people.js';

export interface SeenAgain {
  named: RecordRef;
  /** The named one as it is now, or the one that it became. */
  record: ImportedRecord;
}

const SOURCE = '/services/import';

/**
 * Announces those whose imported values are others now, or that became another record; their enrollments go along.
 * What another process stored meanwhile is not announced again. Returns the announced ones.
 */
export async function storeChanges(
  manager: EntityManager,
  outbox: Outbox,
  connectionId: string,
  seen: readonly SeenAgain[],
): Promise<SeenAgain[]> {
  if (seen.length === 0) return [];
  const moved = seen.filter(({ named, record }) => record.id !== named.id);
  const changed = new Set<string>();
  for (const { named, record } of moved) {
    if (await moveEnrollments(manager, connectionId, named, record)) changed.add(named.id);
  }
  for (const id of await storeValues(manager, connectionId, seen)) changed.add(id);
  const announced = seen.filter(({ named }) => changed.has(named.id));
  const at = new Date().toISOString();
  const events = announced.map(({ named, record }) => {
    const { id, objectType, fields, accountId, ownerId, ownerEmail } = record;
    return createEvent(
      contactChanged,
      {
        connectionId,
        record: { type: objectType, id },
        fields: { ...fields },
        accountId,
        ownerId,
        ownerEmail,
        followedFrom: id === named.id ? null : named,
        at,
      },
      { source: SOURCE },
    );
  });
  if (events.length > 0) await outbox.publish(manager, events);
  return announced;
}

/** Of those that stayed what they are. In the order of ids, so that two writers cannot wait for each other. */
async function storeValues(
  manager: EntityManager,
  connectionId: string,
  seen: readonly SeenAgain[],
): Promise<Set<string>> {
  const values = seen
    .filter(({ named, record }) => record.id === named.id)
    .map(({ record }) => ({ record_id: record.id, values_key: valuesKey(record) }));
  const [rows]: [{ record_id: string }[], number] = await manager.query(
    `update enrollment set values_key = locked.now_key
     from (
       select e.connection_id, e.campaign_id, e.record_id, now.values_key as now_key
       from enrollment e join jsonb_to_recordset($2::jsonb) as now (record_id text, values_key text) using (record_id)
       where e.connection_id = $1 and e.values_key <> now.values_key
       order by e.campaign_id, e.record_id for update of e
     ) locked
     where enrollment.connection_id = locked.connection_id and enrollment.campaign_id = locked.campaign_id
       and enrollment.record_id = locked.record_id
     returning enrollment.record_id`,
    [connectionId, JSON.stringify(values)],
  );
  return new Set(rows.map((row) => row.record_id));
}

/** Where the other record is in a campaign already, the old enrollment ends. Returns whether there was one to move. */
async function moveEnrollments(
  manager: EntityManager,
  connectionId: string,
  from: RecordRef,
  to: ImportedRecord,
): Promise<boolean> {
  const [rows]: [unknown[], number] = await manager.query(
    'delete from enrollment where connection_id = $1 and record_id = $2 returning campaign_id, source_id, email_key, enrolled_at',
    [connectionId, from.id],
  );
  await manager.query(
    `insert into enrollment
       (connection_id, campaign_id, record_id, object_type, source_id, email_key, values_key, enrolled_at)
     select $1, campaign_id, $2, $3, source_id, email_key, $4, enrolled_at
     from jsonb_to_recordset($5::jsonb) as gone (campaign_id text, source_id text, email_key text, enrolled_at timestamptz)
     order by campaign_id
     on conflict do nothing`,
    [connectionId, to.id, to.objectType, valuesKey(to), JSON.stringify(rows)],
  );
  return rows.length > 0;
}
