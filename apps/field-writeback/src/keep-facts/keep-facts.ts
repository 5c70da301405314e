import { inTransaction } from '@ce/database';
import type { DataSource, EntityManager } from 'typeorm';
import type { Fact } from './fact.js';
import { lockRecords } from './lock-records.js';
import { newestFacts } from './newest-facts.js';
import { keyOf, type RecordKey, type TouchedRecord } from './record-key.js';
import { refreshWanted } from './refresh-wanted.js';

/**
 * Stores facts and puts what follows from them on its way, all in one transaction. A fact that is not newer than what
 * is known changes nothing, so a repeated event does not either.
 * @param accounts what is known of the records' accounts beside the facts
 * @returns how many slots of records have something new to be written
 */
export async function keepFacts(
  dataSource: DataSource,
  facts: readonly Fact[],
  accounts: readonly TouchedRecord[] = [],
): Promise<number> {
  if (facts.length === 0 && accounts.length === 0) return 0;
  return inTransaction(dataSource, async (manager) => {
    const moved = await lockRecords(manager, [...facts, ...accounts]);
    const current = facts.map((fact) => ({ ...fact, recordId: moved.get(keyOf(fact)) ?? fact.recordId }));
    const newest = newestFacts(current);
    await holdCampaigns(manager, newest);
    return refreshWanted(manager, await storeNewer(manager, newest));
  });
}

/** Newer ones replace older ones; returns the records of those that did. */
export async function storeNewer(manager: EntityManager, facts: readonly Fact[]): Promise<RecordKey[]> {
  if (facts.length === 0) return [];
  const rows = await manager.query<{ connection_id: string; record_id: string }[]>(
    `insert into fact as f (connection_id, record_id, register, value, at, fact_id)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::timestamptz[], $6::text[])
     on conflict (connection_id, record_id, register) do update
        set value = excluded.value, at = excluded.at, fact_id = excluded.fact_id
      where (excluded.at, excluded.fact_id) > (f.at, f.fact_id)
     returning connection_id, record_id`,
    [
      facts.map((fact) => fact.connectionId),
      facts.map((fact) => fact.recordId),
      facts.map((fact) => fact.register),
      facts.map((fact) => JSON.stringify(fact.value)),
      facts.map((fact) => fact.at),
      facts.map((fact) => fact.factId),
    ],
  );
  return rows.map((row) => ({ connectionId: row.connection_id, recordId: row.record_id }));
}

/**
 * Nobody changes these campaigns until the enrollments are stored: a change either waits and then finds them, or was
 * before and is seen here. A campaign that is not known yet gets a place, so that there is something to hold.
 */
async function holdCampaigns(manager: EntityManager, facts: readonly Fact[]): Promise<void> {
  const enrollments = facts.filter((fact) => fact.register === 'enrollment');
  if (enrollments.length === 0) return;
  const parameters = [
    enrollments.map((fact) => fact.connectionId),
    enrollments.map((fact) => (fact.register === 'enrollment' ? fact.value.campaignId : '')),
  ];
  await manager.query(
    `insert into campaign (connection_id, campaign_id)
     select distinct * from unnest($1::text[], $2::text[]) order by 1, 2 on conflict do nothing`,
    parameters,
  );
  await manager.query(
    `select 1 from campaign where (connection_id, campaign_id) in (select * from unnest($1::text[], $2::text[]))
      order by connection_id, campaign_id for share`,
    parameters,
  );
}
