import type { Admin, ITopicMetadata } from 'kafkajs';
import { pause } from '../consume/back-off.js';

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 500;
const NOT_YET: ReadonlySet<string> = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);

/**
 * Resolves when the broker that is asked knows all of the topics. One that was made a moment ago, here or by another
 * service that starts at the same time, is on the list before it can be asked for.
 */
export async function awaitTopics(admin: Admin, topics: string[]): Promise<ITopicMetadata[]> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return (await admin.fetchTopicMetadata({ topics })).topics;
    } catch (error) {
      if (!NOT_YET.has((error as { type?: string }).type ?? '') || Date.now() > deadline) throw error;
    }
    await pause(LOOK_EVERY_MS);
  }
}
