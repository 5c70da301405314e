import { deadLetterTopic, LARGEST_MESSAGE, topics } from '@ce/contracts';
import type { ITopicConfig } from 'kafkajs';
import { isOfGroup, policyOf, replayTopic } from '../topic-policy.js';

const DAY_MS = 86_400_000;
/** A dead letter is the message with its origin and reason on top. One that is refused would block its partition. */
const LARGEST_LETTER = LARGEST_MESSAGE + 1_048_576;

/** All topics of the contracts, and the two of the group. */
export function topicsOf(group: string): string[] {
  return [...Object.keys(topics), deadLetterTopic(group), replayTopic(group)];
}

/** The broker's settings of a topic that the contract decides about. */
export function settingsOf(topic: string): Record<string, string> {
  const { cleanup, retentionDays } = policyOf(topic);
  return {
    'cleanup.policy': cleanup,
    ...(cleanup === 'delete' ? { 'retention.ms': String(retentionDays * DAY_MS) } : {}),
    'max.message.bytes': String(isOfGroup(topic) ? LARGEST_LETTER : LARGEST_MESSAGE),
  };
}

export function topicConfig(topic: string, replication: number | undefined): ITopicConfig {
  return {
    topic,
    numPartitions: policyOf(topic).partitions,
    replicationFactor: replication ?? -1,
    configEntries: Object.entries(settingsOf(topic)).map(([name, value]) => ({ name, value })),
  };
}
