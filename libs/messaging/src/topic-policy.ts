import { deadLetterTopic, topics, type TopicPolicy } from '@ce/contracts';

const published: ReadonlyMap<string, TopicPolicy> = new Map(Object.entries(topics));

/** Dead letters wait for a person: long enough for a holiday. */
const DEAD_LETTERS: TopicPolicy = { partitions: 1, cleanup: 'delete', retentionDays: 90 };
const REPLAYS: TopicPolicy = { partitions: 3, cleanup: 'delete', retentionDays: 14 };

/** What a group reads beside its topics: the dead letters that a person sent back to it, and to no other group. */
export function replayTopic(group: string): string {
  return `${group}.replay`;
}

/** One of the two topics that every group has, and no contract names. */
export function isOfGroup(topic: string): boolean {
  return !published.has(topic);
}

/** How a topic is kept: those of the contracts, and the two that every group has. */
export function policyOf(topic: string): TopicPolicy {
  const policy = published.get(topic);
  if (policy !== undefined) return policy;
  return topic.endsWith(deadLetterTopic('')) ? DEAD_LETTERS : REPLAYS;
}
