import { taskLogged } from '@ce/contracts';
import { Kafka, logLevel } from 'kafkajs';

const TOPIC = taskLogged.topic;

/**
 * Seconds from the publication of each email to its Task, from the system's own `task.logged` events: they carry the time at
 * which Salesforce's answer was stored.
 */
export async function readLatencies(
  brokers: string,
  publishedAt: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const kafka = new Kafka({ clientId: 'bench-reader', brokers: brokers.split(','), logLevel: logLevel.ERROR });
  const consumer = kafka.consumer({ groupId: `bench-reader-${Date.now()}`, maxWaitTimeInMs: 200 });
  const left = await endOffsets(kafka);
  const latencies = new Map<string, number>();
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      if (left.size === 0) resolve();
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
      void consumer.run({
        eachBatch: async ({ batch }) => {
          for (const { headers, value } of batch.messages) {
            if (headers?.['ce_type']?.toString() !== taskLogged.type) continue;
            const { emailEventId, at } = taskLogged.schema.parse(JSON.parse(value?.toString() ?? 'null'));
            const published = publishedAt.get(emailEventId);
            if (published !== undefined) latencies.set(emailEventId, (Date.parse(at) - published) / 1_000);
          }
          const end = left.get(batch.partition);
          if (end !== undefined && BigInt(batch.lastOffset()) + 1n >= end) left.delete(batch.partition);
          if (left.size === 0) resolve();
        },
      });
    });
  } finally {
    await consumer.disconnect();
  }
  return latencies;
}

async function endOffsets(kafka: Kafka): Promise<Map<number, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(TOPIC);
    const ends = offsets.map(({ partition, offset, low }) => [partition, BigInt(offset), BigInt(low)] as const);
    return new Map(ends.filter(([, end, low]) => end > low).map(([partition, end]) => [partition, end]));
  } finally {
    await admin.disconnect();
  }
}
