import type { EmailData } from '@ce/contracts';
import { EVENT_ID_FIELD } from '@ce/demo';
import { type EachBatchPayload, Kafka, type KafkaMessage, logLevel } from 'kafkajs';
import pg from 'pg';
import { readContestantSettings, sayReady } from './contestant-settings.js';
import { eventKeyOf, taskOf } from './email-task.js';

// The limit of the design: what has to be done and nothing else. An event is stored before its offset moves, by one insert of
// many rows, 1,000 records travel in a call, every result is read. No results are kept; no leases, no claims, no events of its
// own, no second process.
const settings = readContestantSettings();
const database = new pg.Pool({ connectionString: settings.databaseUrl, max: settings.concurrency });
const PER_CALL = 1_000;
const PER_COLLECTION = 200;

interface Email {
  id: string;
  data: EmailData;
}

interface CompositeAnswer {
  compositeResponse: { body: { id?: string; success: boolean; errors: unknown[] }[] }[];
}

async function takeBatch(payload: EachBatchPayload) {
  const { batch } = payload;
  for (let from = 0; from < batch.messages.length; from += PER_CALL) {
    const messages = batch.messages.slice(from, from + PER_CALL);
    const emails = messages.map(read);
    await store(emails);
    const last = messages.at(-1);
    if (last !== undefined) payload.resolveOffset(last.offset);
    await payload.commitOffsetsIfNecessary();
    check(await send(emails));
    await payload.heartbeat();
  }
}

function read(message: KafkaMessage): Email {
  return {
    id: eventKeyOf(message.headers),
    data: JSON.parse(message.value?.toString() ?? 'null') as EmailData,
  };
}

async function store(emails: readonly Email[]): Promise<void> {
  await database.query(
    `insert into bench_bare.email (event_id, record_id, at, sender, recipients, subject, body)
     select event_id, record_id, at, sender, recipients::jsonb, subject, body
       from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[])
         as email (event_id, record_id, at, sender, recipients, subject, body)
     on conflict do nothing`,
    [
      emails.map(({ id }) => id),
      emails.map(({ data }) => data.record.id),
      emails.map(({ data }) => data.at),
      emails.map(({ data }) => data.from),
      emails.map(({ data }) => JSON.stringify(data.to)),
      emails.map(({ data }) => data.subject),
      emails.map(({ data }) => data.body),
    ],
  );
}

async function send(emails: readonly Email[]): Promise<CompositeAnswer> {
  const collections: Email[][] = [];
  for (let from = 0; from < emails.length; from += PER_COLLECTION)
    collections.push(emails.slice(from, from + PER_COLLECTION));
  const base = `/services/data/v${settings.apiVersion}/composite`;
  const answer = await fetch(`${settings.instanceUrl}${base}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${settings.accessToken}` },
    body: JSON.stringify({
      allOrNone: false,
      compositeRequest: collections.map((part, at) => ({
        method: 'PATCH',
        url: `${base}/sobjects/Task/${EVENT_ID_FIELD}`,
        referenceId: `c${at}`,
        body: {
          allOrNone: false,
          records: part.map(({ id, data }) => ({ attributes: { type: 'Task' }, ...taskOf(id, data) })),
        },
      })),
    }),
  });
  if (!answer.ok) throw new Error(`Salesforce answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as CompositeAnswer;
}

function check({ compositeResponse }: CompositeAnswer): void {
  const refused = compositeResponse.flatMap(({ body }) => body).find(({ success }) => !success);
  if (refused !== undefined) throw new Error(`Salesforce refused a Task: ${JSON.stringify(refused.errors)}`);
}

await database.query(`create schema if not exists bench_bare;
  create table if not exists bench_bare.email (event_id text primary key, record_id text not null, at timestamptz not null,
    sender text not null, recipients jsonb not null, subject text not null, body text not null)`);
const kafka = new Kafka({ clientId: 'bench-bare', brokers: settings.brokers.split(','), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: 'bench-bare', maxWaitTimeInMs: 500 });
consumer.on('consumer.group_join', sayReady);
await consumer.connect();
await consumer.subscribe({ topics: [settings.topic], fromBeginning: true });
await consumer.run({
  autoCommit: true,
  eachBatchAutoResolve: false,
  partitionsConsumedConcurrently: settings.concurrency,
  eachBatch: takeBatch,
});
