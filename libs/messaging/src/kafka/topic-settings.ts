import { deadLetterTopic, topics } from '@ce/contracts';
import type { ITopicConfig } from 'kafkajs';
import { policyOf, replayTopic } from '../topic-policy.js';

const DAY_MS = 86_400_000;
/** Above the largest email that the contract lets through, in UTF-8 with its envelope. */
export const LARGEST_MESSAGE = 8_388_608;

/** All topics of the contracts, and the two of the group. */
export function topicsOf(group: string): string[] {
  return [...Object.keys(topics), deadLetterTopic(group), replayTopic(group)];
}

export function topicSettings(topic: string, replication: number | undefined): ITopicConfig {
  const { partitions, cleanup, retentionDays } = policyOf(topic);
  const retention = cleanup === 'delete' ? [{ name: 'retention.ms', value: String(retentionDays * DAY_MS) }] : [];
  return {
    topic,
    numPartitions: partitions,
    replicationFactor: replication ?? -1,
    configEntries: [
      { name: 'cleanup.policy', value: cleanup },
      { name: 'max.message.bytes', value: String(LARGEST_MESSAGE) },
      ...retention,
    ],
  };
}
