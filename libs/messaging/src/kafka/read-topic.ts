import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import type { RawMessage } from '../consume/raw-message.js';
import { fromKafka } from './kafka-message.js';

/** Gives up when nothing came for this long: the rest was removed by the broker meanwhile. */
const SILENCE_MS = 10_000;

/** Everything that a topic of one partition holds at this moment, in order. Under a group of its own, which it removes. */
export async function readTopic(kafka: Kafka, topic: string): Promise<RawMessage[]> {
  const admin = kafka.admin();
  await admin.connect();
  const groupId = `${topic}.reader-${randomUUID()}`;
  try {
    const [end] = await admin.fetchTopicOffsets(topic);
    if (end === undefined || BigInt(end.high) <= BigInt(end.low)) return [];
    const messages = await readUntil(kafka, topic, groupId, BigInt(end.high));
    await admin.deleteGroups([groupId]).catch(() => undefined);
    return messages;
  } finally {
    await admin.disconnect();
  }
}

async function readUntil(kafka: Kafka, topic: string, groupId: string, end: bigint): Promise<RawMessage[]> {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200, allowAutoTopicCreation: false });
  const messages: RawMessage[] = [];
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  let silence = setTimeout(finish, SILENCE_MS);
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch }) => {
        clearTimeout(silence);
        silence = setTimeout(finish, SILENCE_MS);
        messages.push(...batch.messages.map((message) => fromKafka(topic, batch.partition, message)));
        if (BigInt(batch.lastOffset()) + 1n >= end) finish();
      },
    });
    await finished;
  } finally {
    clearTimeout(silence);
    await consumer.disconnect();
  }
  return messages.filter((message) => BigInt(message.offset) < end);
}
