import type { MessageContent } from '../consume/raw-message.js';
import { policyOf } from '../topic-policy.js';
import { partitionOf } from './partition-of.js';

/** Readers sleep on this channel; the payload is the topic. */
export const CHANNEL = 'ce_bus';

export interface AddressedMessage {
  readonly topic: string;
  readonly content: MessageContent;
}

/** Anything that runs SQL in the transaction at hand: a TypeORM manager, or a connection of ours. */
export type RunSql = (sql: string, parameters: unknown[]) => Promise<unknown>;

/** One multi-row insert, in the order given, and one notification per topic that leaves with the commit. */
export async function appendToLog(run: RunSql, messages: readonly AddressedMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await run(`insert into bus.log (topic, partition, key, compacted, headers, value) ${ROWS_OF_JSON}`, [
    logRows(messages),
  ]);
  const topics = [...new Set(messages.map((message) => message.topic))];
  await run(`select pg_notify('${CHANNEL}', topic) from unnest($1::text[]) topic`, [topics]);
}

/** Selects the rows that `logRows` packed; `order by` makes the identity column follow the order of the array. */
export const ROWS_OF_JSON = `
  select topic, partition, key, compacted, headers, value
  from jsonb_to_recordset($1::jsonb)
    as row(place integer, topic text, partition integer, key text, compacted boolean, headers jsonb, value text)
  order by place`;

export function logRows(messages: readonly AddressedMessage[]): string {
  return JSON.stringify(
    messages.map(({ topic, content }, place) => {
      const { partitions, cleanup } = policyOf(topic);
      const partition = partitionOf(content.key ?? '', partitions);
      return { place, topic, partition, compacted: cleanup === 'compact', ...content };
    }),
  );
}
