import { taskLogged } from '@ce/contracts';
import { Kafka, logLevel } from 'kafkajs';

const TOPIC = taskLogged.topic;

/** The relay may be behind the last round; whoever is silent for so long says nothing more. */
const SILENCE_MS = 30_000;

/**
 * Seconds from the publication of each email to its Task, from the system's own `task.logged` events: they carry the time at
 * which Salesforce's answer was stored.
 * @param expected how many of the emails the system should have told of
 */
export async function readLatencies(
  brokers: string,
  publishedAt: ReadonlyMap<string, number>,
  expected: number,
): Promise<Map<string, number>> {
  const kafka = new Kafka({ clientId: 'bench-reader', brokers: brokers.split(','), logLevel: logLevel.ERROR });
  const consumer = kafka.consumer({ groupId: `bench-reader-${Date.now()}`, maxWaitTimeInMs: 200 });
  const latencies = new Map<string, number>();
  await consumer.connect();
  let silence: NodeJS.Timeout | undefined;
  try {
    await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      silence = setTimeout(resolve, SILENCE_MS);
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
      void consumer.run({
        eachBatch: async ({ batch }) => {
          silence?.refresh();
          for (const { headers, value } of batch.messages) {
            if (headers?.['ce_type']?.toString() !== taskLogged.type) continue;
            const { emailEventId, at } = taskLogged.schema.parse(JSON.parse(value?.toString() ?? 'null'));
            const published = publishedAt.get(emailEventId);
            if (published !== undefined) latencies.set(emailEventId, (Date.parse(at) - published) / 1_000);
          }
          if (latencies.size >= expected) resolve();
        },
      });
    });
  } finally {
    clearTimeout(silence);
    await consumer.disconnect();
  }
  return latencies;
}
