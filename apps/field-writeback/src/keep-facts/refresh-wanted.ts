import { campaignState, type CallKind, type ObjectType } from '@ce/contracts';
import type { EntityManager } from 'typeorm';
import type { RecordFact } from './fact.js';
import { distinct, keyOf, type RecordKey } from './record-key.js';
import { type Slot, wantedValues } from './wanted-values.js';

interface KnownRow {
  connection_id: string;
  record_id: string;
  record_type: ObjectType;
  account_id: string | null;
  facts: RecordFact[];
  campaign: unknown;
}

interface WantedRow {
  connection_id: string;
  record_id: string;
  record_type: ObjectType;
  lock_group: string;
  kind: CallKind;
  slot: Slot;
  wanted: unknown;
}

/**
 * Works out what these records' fields shall say, and puts what changed on its way. The caller holds their locks
 * (`lockRecords`).
 * @returns how many slots changed
 */
export async function refreshWanted(manager: EntityManager, records: readonly RecordKey[]): Promise<number> {
  const keys = distinct(records);
  if (keys.length === 0) return 0;
  const known = await readKnown(manager, keys);
  const wanted = known.flatMap(wantedRows).sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  if (wanted.length === 0) return 0;
  const changed = await manager.query<unknown[]>(PUT_ON_ITS_WAY, [JSON.stringify(wanted)]);
  return changed.length;
}

async function readKnown(manager: EntityManager, keys: readonly RecordKey[]): Promise<KnownRow[]> {
  return manager.query<KnownRow[]>(
    `select record.connection_id, record.record_id, record.record_type, record.account_id,
            jsonb_agg(jsonb_build_object('register', fact.register, 'value', fact.value, 'factId', fact.fact_id, 'at',
              to_char(fact.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) as facts,
            (jsonb_agg(campaign.state) filter (where campaign.state is not null))->0 as campaign
       from unnest($1::text[], $2::text[]) as t (connection_id, record_id)
       join record using (connection_id, record_id)
       join fact using (connection_id, record_id)
       left join campaign on fact.register = 'enrollment'
        and campaign.connection_id = fact.connection_id and campaign.campaign_id = fact.value->>'campaignId'
      group by record.connection_id, record.record_id`,
    [keys.map((key) => key.connectionId), keys.map((key) => key.recordId)],
  );
}

function wantedRows(row: KnownRow): WantedRow[] {
  const campaign = row.campaign === null ? null : campaignState.parse(row.campaign);
  return Object.entries(wantedValues(row.facts, campaign)).map(([slot, wanted]) => ({
    connection_id: row.connection_id,
    record_id: row.record_id,
    record_type: row.record_type,
    lock_group: row.account_id ?? row.record_id,
    kind: slot === 'do-not-contact' ? 'do-not-contact' : 'writeback',
    slot: slot as Slot,
    wanted: wanted as unknown,
  }));
}

function orderOf(row: WantedRow): string {
  return `${keyOf({ connectionId: row.connection_id, recordId: row.record_id })}/${row.slot}`;
}

/**
 * A wish that is equal to what Salesforce has is done without a call, unless an attempt with another value may have
 * been carried out since. A row that is being written stays claimed; its settlement sees the new revision.
 */
const PUT_ON_ITS_WAY = `
  insert into write_back as w (id, connection_id, record_id, record_type, lock_group, kind, slot, wanted)
  select gen_random_uuid()::text, s.connection_id, s.record_id, s.record_type, s.lock_group, s.kind, s.slot, s.wanted
    from jsonb_to_recordset($1::jsonb) as s (connection_id text, record_id text, record_type text, lock_group text,
      kind text, slot text, wanted jsonb)
  on conflict (connection_id, record_id, slot) do update
     set wanted = excluded.wanted, revision = w.revision + 1, lock_group = excluded.lock_group, held_by = null,
         state = case when w.state = 'claimed' then 'claimed'
                      when excluded.wanted = w.written and not w.ambiguous then 'done'
                      else 'waiting' end,
         -- What waits already keeps its turn: a record with much news must not put off its own write.
         not_before = case when w.state = 'waiting' then least(w.not_before, now()) else now() end,
         attempts = 0, settled_at = null,
         error_class = null, error_code = null, reason = null, fix = null
   where w.wanted is distinct from excluded.wanted
  returning 1`;
