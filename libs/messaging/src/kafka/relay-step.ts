import type { TopicMessages } from 'kafkajs';
import type { BusConnection } from '../postgres/bus-connection.js';
import { toKafka } from './kafka-message.js';

export interface OutboxRow {
  readonly id: string;
  readonly topic: string;
  readonly key: string | null;
  readonly headers: Record<string, string>;
  readonly value: string | null;
}

const MOST_ROWS = 1_000;
/** Below what a broker takes in one request by default (100 MB), and kind to the memory. */
const MOST_CHARACTERS = 4_000_000;

/**
 * The oldest rows. Of two events of one key whoever sees the later one sees the earlier one, because its transaction had
 * ended before the later one was written; so the order of ids is the order of each key, and nothing is passed over:
 * a row that commits late is simply still there.
 */
export function readOutbox(connection: BusConnection, schema: string): Promise<OutboxRow[]> {
  return connection.query<OutboxRow>(
    `select id, topic, key, headers, value from (
       select *, sum(octet_length(value)) over (order by id) - coalesce(octet_length(value), 0) as before
       from (select * from "${schema}".bus_outbox where refused is null order by id limit $1) oldest
     ) sized where before is null or before < $2 order by id`,
    [MOST_ROWS, MOST_CHARACTERS],
  );
}

export function byTopic(rows: readonly OutboxRow[]): TopicMessages[] {
  const topics = new Map<string, TopicMessages>();
  for (const row of rows) {
    const entry = topics.get(row.topic) ?? { topic: row.topic, messages: [] };
    topics.set(row.topic, entry);
    entry.messages.push(toKafka(row));
  }
  return [...topics.values()];
}

/** On the connection that holds the relay's lock: whoever lost the lock can delete nothing. */
export async function dropSent(connection: BusConnection, schema: string, rows: readonly OutboxRow[]): Promise<void> {
  await connection.query(`delete from "${schema}".bus_outbox where id = any($1::bigint[])`, [
    rows.map((row) => row.id),
  ]);
}

/** The broker will never take it; it stays in the table with the reason, and the others pass. */
export async function setAside(
  connection: BusConnection,
  schema: string,
  row: OutboxRow,
  reason: string,
): Promise<void> {
  await connection.query(`update "${schema}".bus_outbox set refused = $2 where id = $1`, [row.id, reason]);
}
