import { topics } from '@ce/contracts';
import { pause } from '../consume/back-off.js';
import type { BusJournal } from '../consume/bus-journal.js';
import { policyOf } from '../topic-policy.js';
import { SWEEP_LOCK } from './locks.js';
import type { Queryable } from './queryable.js';

const EVERY_MS = 60_000;
const STEP = 2_000;

/** Sweeps once a minute, until stopped. Every process tries; the lock lets one through at a time. */
export async function keepSwept(database: Queryable, journal: BusJournal, stopping: AbortSignal): Promise<void> {
  while (await pause(EVERY_MS * (0.5 + Math.random() / 2), stopping)) {
    try {
      const swept = await sweepLog(database);
      if (swept > 0) journal.note('info', 'swept the log', { events: swept });
    } catch (error) {
      journal.note('warn', 'sweeping the log failed; it is tried again', { error });
    }
  }
}

/**
 * One bounded step per topic: removes at most `step` events that nobody needs any more.
 * @returns how many were removed
 */
export async function sweepLog(database: Queryable, step = STEP): Promise<number> {
  const rows = await database.query<{ topic: string }[]>(
    `select distinct topic from bus.partition_end union select distinct topic from bus.log where position is null`,
  );
  let swept = 0;
  for (const topic of new Set([...rows.map((row) => row.topic), ...Object.keys(topics)])) {
    const { cleanup, retentionDays } = policyOf(topic);
    swept +=
      cleanup === 'compact' ? await compact(database, topic, step) : await expire(database, topic, retentionDays, step);
  }
  return swept;
}

/** Past its retention and taken by every group that reads the topic. An event that a group still waits for stays. */
async function expire(database: Queryable, topic: string, days: number, step: number): Promise<number> {
  return remove(
    database,
    `select log.id from bus.partition_end part cross join lateral (
       select id, written_at from bus.log
       where topic = $2 and log.partition = part.partition and position < (
         select coalesce(min(next_position), part.next_position) from bus.reader
         where reader.topic = $2 and reader.partition = part.partition)
       order by position limit $3
     ) log where part.topic = $2 and written_at < now() - make_interval(days => $4)
     union all
     select id from (select id, written_at from bus.log where topic = $2 and position is null order by id limit $3) unread
     where written_at < now() - make_interval(days => $4) and not exists (select 1 from bus.reader where reader.topic = $2)
     limit $3`,
    [topic, step, days],
  );
}

/** All but the newest event of each key. */
async function compact(database: Queryable, topic: string, step: number): Promise<number> {
  return remove(
    database,
    `select older.id from bus.log older where older.compacted and older.topic = $2 and older.position is not null and exists (
       select 1 from bus.log newer where newer.compacted and newer.topic = $2 and newer.key = older.key and newer.position > older.position
     ) limit $3`,
    [topic, step],
  );
}

async function remove(database: Queryable, doomed: string, parameters: unknown[]): Promise<number> {
  const [row] = await database.query<{ count: string }[]>(
    `with lock as materialized (select pg_try_advisory_xact_lock($1, hashtext($2::text)) as held),
     doomed as materialized (${doomed}),
     removed as (delete from bus.log using doomed, lock where log.id = doomed.id and lock.held returning 1)
     select count(*) from removed`,
    [SWEEP_LOCK, ...parameters],
  );
  return Number(row?.count ?? 0);
}
