import type { PartitionLag } from '../bus-status.js';
import type { Queryable } from './queryable.js';

const MOST = 1_000_000;

/** What is written and not yet taken, by partition. Numbers first what waits for a position, so that it counts. */
export async function readLag(database: Queryable, group: string): Promise<PartitionLag[]> {
  await database.query(
    `select bus.number_events(topic, $2) from (select distinct topic from bus.reader where group_name = $1 order by topic) topics`,
    [group, MOST],
  );
  const rows = await database.query<{ topic: string; partition: number; lag: string }[]>(
    `select topic, partition, greatest(0, coalesce(written.next_position, 0) - reader.next_position) as lag
     from bus.reader left join bus.partition_end written using (topic, partition)
     where group_name = $1 order by topic, partition`,
    [group],
  );
  return rows.map(({ topic, partition, lag }) => ({ group, topic, partition, lag: Number(lag) }));
}
