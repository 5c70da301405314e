import type { RawMessage } from '../consume/raw-message.js';
import type { BusConnection } from './bus-connection.js';
import type { Claim } from './seats.js';

/** A batch ends before it passes this many characters, so that a backlog of large emails does not fill the memory. */
const MOST_CHARACTERS = 8_000_000;

interface LogRow {
  partition: number;
  position: string;
  key: string | null;
  headers: Record<string, string>;
  value: string | null;
}

/** The next messages of the claimed partitions, those of the first claim first; at most `limit` in all. */
export async function readLog(
  connection: BusConnection,
  topic: string,
  claims: readonly Claim[],
  limit: number,
): Promise<RawMessage[]> {
  await connection.query('select bus.number_events($1, $2)', [topic, limit * 4]);
  const rows = await connection.query<LogRow>(
    `select partition, position, key, headers, value from (
       select *, sum(octet_length(value)) over (order by place, position) - coalesce(octet_length(value), 0) as before
       from (
         select part.place, part.partition, log.*
         from unnest($2::integer[], $3::bigint[]) with ordinality as part(partition, next, place)
         cross join lateral (
           select position, key, headers, value from bus.log
           where topic = $1 and log.partition = part.partition and position >= part.next
           order by position limit $4
         ) log limit $4
       ) ahead
     ) sized where before is null or before < $5 order by place, position`,
    [topic, claims.map((claim) => claim.partition), claims.map((claim) => String(claim.next)), limit, MOST_CHARACTERS],
  );
  return rows.map(({ position, ...row }) => ({ topic, offset: position, ...row }));
}
