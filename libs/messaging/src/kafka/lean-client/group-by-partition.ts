import type { Message, PartitionMetadata } from 'kafkajs';

interface MessagesOfTopic {
  topic: string;
  partitionMetadata: PartitionMetadata[];
  messages: Message[];
  partitioner: (args: { topic: string; partitionMetadata: PartitionMetadata[]; message: Message }) => number;
}

/** Messages by their partitions, in their order. kafkajs copies a partition's messages anew for each one. */
export function groupByPartition({
  topic,
  partitionMetadata,
  messages,
  partitioner,
}: MessagesOfTopic): Record<string, Message[]> {
  const groups: Record<string, Message[]> = {};
  if (partitionMetadata.length === 0) return groups;
  for (const message of messages) {
    const partition = partitioner({ topic, partitionMetadata, message });
    (groups[partition] ??= []).push(message);
  }
  return groups;
}
