import type { Admin } from 'kafkajs';
import type { PartitionLag } from '../bus-status.js';

/** End of each partition less what the group has committed; from the partition's start where it has committed nothing. */
export async function readKafkaLag(admin: Admin, group: string, topics: readonly string[]): Promise<PartitionLag[]> {
  const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  const lags = committed.map(async ({ topic, partitions }) => {
    const ends = await admin.fetchTopicOffsets(topic);
    return ends.map(({ partition, high, low }) => {
      const offset = BigInt(partitions.find((one) => one.partition === partition)?.offset ?? -1);
      const next = offset < BigInt(low) ? BigInt(low) : offset;
      return { group, topic, partition, lag: Math.max(0, Number(BigInt(high) - next)) };
    });
  });
  return (await Promise.all(lags)).flat().sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
}
