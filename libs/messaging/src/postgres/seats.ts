import type { BusConnection } from './bus-connection.js';
import { MEMBER_LOCK, PARTITION_LOCK } from './locks.js';
import type { Seat } from './plan-share.js';

/** What a member claimed: the right to read one partition for its group, from `next` on. */
export interface Claim {
  readonly id: number;
  readonly topic: string;
  readonly partition: number;
  next: bigint;
  /** To be given back as soon as no batch of it is in hand. */
  leaving: boolean;
}

/** Makes the readers of a group where they are missing; a new group starts at the beginning. */
export async function addReaders(
  connection: BusConnection,
  group: string,
  topics: ReadonlyMap<string, number>,
): Promise<void> {
  await connection.query(
    `insert into bus.reader (group_name, topic, partition)
     select $1, topic, partition
     from unnest($2::text[], $3::integer[]) as wanted(topic, partitions), generate_series(0, partitions - 1) as partition
     on conflict do nothing`,
    [group, [...topics.keys()], [...topics.values()]],
  );
}

/** From now on this connection counts as a member of the group for these topics. */
export async function joinGroup(connection: BusConnection, group: string, topics: readonly string[]): Promise<void> {
  await connection.query(
    `select pg_advisory_lock_shared($1, id) from bus.reader where group_name = $2 and topic = any($3) and partition = 0`,
    [MEMBER_LOCK, group, topics],
  );
}

export interface TopicSeats {
  readonly topic: string;
  readonly rank: number;
  readonly members: number;
  readonly seats: Seat[];
}

interface SeatRow {
  id: number;
  topic: string;
  holder: number | null;
  members: number[] | null;
  me: number;
}

/** Who reads what, by the locks that are held at this moment. */
export async function surveySeats(
  connection: BusConnection,
  group: string,
  topics: readonly string[],
): Promise<TopicSeats[]> {
  const rows = await connection.query<SeatRow>(
    `with held as materialized (
       select classid::bigint as kind, objid::bigint as id, pid from pg_locks
       where locktype = 'advisory' and granted and objsubid = 2 and classid::bigint = any($3)
         and database = (select oid from pg_database where datname = current_database())
     ), members as (select id, array_agg(pid order by pid) as pids from held where kind = $4 group by id)
     select reader.id, reader.topic, seat.pid as holder, members.pids as members, pg_backend_pid() as me
     from bus.reader
     left join held seat on seat.kind = $5 and seat.id = reader.id
     left join members on members.id = reader.id
     where group_name = $1 and topic = any($2) order by topic, partition`,
    [group, topics, [MEMBER_LOCK, PARTITION_LOCK], MEMBER_LOCK, PARTITION_LOCK],
  );
  return topics.map((topic) =>
    seatsOf(
      topic,
      rows.filter((row) => row.topic === topic),
    ),
  );
}

function seatsOf(topic: string, rows: readonly SeatRow[]): TopicSeats {
  const members = rows[0]?.members ?? [];
  const me = rows[0]?.me ?? -1;
  const holderOf = (pid: number | null) => (pid === null ? 'nobody' : pid === me ? 'me' : 'other');
  const seats = rows.map((row): Seat => ({ id: row.id, holder: holderOf(row.holder) }));
  return { topic, seats, rank: Math.max(0, members.indexOf(me)), members: Math.max(1, members.length) };
}

/** Takes the seats that are still free, and reads where the group stands once nobody else can move it. */
export async function claimSeats(connection: BusConnection, ids: readonly number[]): Promise<Claim[]> {
  if (ids.length === 0) return [];
  const taken = await connection.query<{ id: number }>(
    `select id from unnest($2::integer[]) as id where pg_try_advisory_lock($1, id)`,
    [PARTITION_LOCK, ids],
  );
  const rows = await connection.query<{ id: number; topic: string; partition: number; next_position: string }>(
    `select id, topic, partition, next_position from bus.reader where id = any($1)`,
    [taken.map((row) => row.id)],
  );
  return rows.map(({ next_position, ...row }) => ({ ...row, next: BigInt(next_position), leaving: false }));
}

export async function releaseSeats(connection: BusConnection, ids: readonly number[]): Promise<void> {
  await connection.query(`select pg_advisory_unlock($1, id) from unnest($2::integer[]) as id`, [PARTITION_LOCK, ids]);
}
