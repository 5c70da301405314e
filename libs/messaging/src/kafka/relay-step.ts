import type { TopicMessages } from 'kafkajs';
import type { BusConnection } from '../postgres/bus-connection.js';
import { type OutboxEvent, unpackEvents } from '../publish/pack-events.js';
import { toKafka } from './kafka-message.js';

/** Several events of one transaction. */
export interface OutboxRow {
  readonly id: string;
  readonly events: readonly OutboxEvent[];
}

interface StoredRow extends Omit<OutboxEvent, 'topic' | 'headers'> {
  readonly id: string;
  readonly pack: string | null;
  /** Of a row of one event; null in a pack. */
  readonly topic: string | null;
  readonly headers: Record<string, string> | null;
}

const MOST_EVENTS = 1_000;
/** Below what a broker takes in one request by default (100 MB), and kind to the memory. */
export const MOST_CHARACTERS = 4_000_000;

/**
 * The oldest rows. Of two events of one key whoever sees the later one sees the earlier one, because its transaction had
 * ended before the later one was written; so the order of ids is the order of each key, and nothing is passed over:
 * a row that commits late is simply still there.
 *
 * @param fresh packs that need not be read, by row
 */
export async function readOutbox(
  connection: BusConnection,
  schema: string,
  fresh: ReadonlyMap<string, readonly OutboxEvent[]>,
): Promise<OutboxRow[]> {
  const rows = await connection.query<StoredRow>(
    `select id, topic, key, headers, value, case when id <> all($3::bigint[]) then pack end as pack from (
       select *, sum(events) over earlier as events_before,
         sum(coalesce(octet_length(pack), octet_length(value), 0)) over earlier as characters_before
       from (select * from "${schema}".bus_outbox where refused is null order by id limit $1) oldest
       window earlier as (order by id rows between unbounded preceding and 1 preceding)
     ) sized
     where events_before is null or (events_before < $1 and characters_before < $2)
     order by id`,
    [MOST_EVENTS, MOST_CHARACTERS, [...fresh.keys()]],
  );
  return rows.map((row) => ({ id: row.id, events: fresh.get(row.id) ?? eventsOf(row) }));
}

function eventsOf({ topic, key, headers, value, pack }: StoredRow): readonly OutboxEvent[] {
  if (pack !== null) return unpackEvents(pack);
  // The table's check holds that both are there.
  return [{ topic: topic ?? '', key, headers: headers ?? {}, value }];
}

export function byTopic(events: readonly OutboxEvent[]): TopicMessages[] {
  const topics = new Map<string, TopicMessages>();
  for (const event of events) {
    const entry = topics.get(event.topic) ?? { topic: event.topic, messages: [] };
    topics.set(event.topic, entry);
    entry.messages.push(toKafka(event));
  }
  return [...topics.values()];
}

/** On the connection that holds the relay's lock: whoever lost the lock can delete nothing. */
export async function dropSent(connection: BusConnection, schema: string, rows: readonly OutboxRow[]): Promise<void> {
  await connection.query(`delete from "${schema}".bus_outbox where id = any($1::bigint[])`, [
    rows.map((row) => row.id),
  ]);
}

/** The broker will never take these: they stay in the table, a row each with the reason, and the others are done. */
export async function setAside(
  connection: BusConnection,
  schema: string,
  row: OutboxRow,
  refused: readonly OutboxEvent[],
  reason: string,
): Promise<void> {
  await connection.query(
    `with sent as (delete from "${schema}".bus_outbox where id = $1 returning written_at)
     insert into "${schema}".bus_outbox (topic, key, headers, value, refused, written_at)
     select topic, key, headers::jsonb, value, $6, written_at
     from sent, unnest($2::text[], $3::text[], $4::text[], $5::text[]) as event (topic, key, headers, value)`,
    [
      row.id,
      refused.map(({ topic }) => topic),
      refused.map(({ key }) => key),
      refused.map(({ headers }) => JSON.stringify(headers)),
      refused.map(({ value }) => value),
      reason,
    ],
  );
}
