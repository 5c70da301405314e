import type { Admin, Kafka } from 'kafkajs';
import { GroupOffsets, type GroupPosition, type MoveOutcome, type OffsetTarget } from '../offsets/group-offsets.js';
import { planMove } from '../offsets/plan-move.js';
import { withAdmin } from './with-admin.js';

/** A group's positions are the offsets that it has committed; where it has committed none, it starts at the beginning. */
export class KafkaOffsets extends GroupOffsets {
  constructor(private readonly kafka: Kafka) {
    super();
  }

  groups(): Promise<string[]> {
    return withAdmin(this.kafka, async (admin) => (await admin.listGroups()).groups.map((one) => one.groupId).sort());
  }

  show(group: string): Promise<GroupPosition[]> {
    return withAdmin(this.kafka, async (admin) => {
      const committed = await admin.fetchOffsets({ groupId: group });
      const positions = await Promise.all(committed.map(({ topic }) => positionsOf(admin, group, topic)));
      return positions.flat().sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
    });
  }

  move(group: string, topic: string, target: OffsetTarget): Promise<MoveOutcome> {
    return withAdmin(this.kafka, async (admin): Promise<MoveOutcome> => {
      const known = (await admin.fetchOffsets({ groupId: group })).some((one) => one.topic === topic);
      if (!known) return { kind: 'not-read' };
      const { groups } = await admin.describeGroups([group]);
      if (groups.some((one) => one.members.length > 0)) return { kind: 'group-is-live' };
      const positions = await positionsOf(admin, group, topic);
      const plan = planMove(
        positions,
        target,
        target.kind === 'time' ? await atTime(admin, topic, target.at) : undefined,
      );
      if (plan.kind !== 'planned') return plan;
      const partitions = plan.positions.map(({ partition, to }) => ({ partition, offset: to }));
      await admin.setOffsets({ groupId: group, topic, partitions });
      return { kind: 'moved', positions: plan.positions };
    });
  }
}

async function positionsOf(admin: Admin, group: string, topic: string): Promise<GroupPosition[]> {
  const [committed] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
  const ends = await admin.fetchTopicOffsets(topic);
  return ends
    .map(({ partition, low, high }) => {
      const offset = BigInt(committed?.partitions.find((one) => one.partition === partition)?.offset ?? -1);
      const next = offset < BigInt(low) ? BigInt(low) : offset;
      const lag = Math.max(0, Number(BigInt(high) - next));
      return { topic, partition, start: low, next: String(next), end: high, lag };
    })
    .sort((a, b) => a.partition - b.partition);
}

async function atTime(admin: Admin, topic: string, at: Date): Promise<Map<number, string>> {
  const found = await admin.fetchTopicOffsetsByTimestamp(topic, at.getTime());
  return new Map(found.flatMap(({ partition, offset }) => (BigInt(offset) < 0n ? [] : [[partition, offset]])));
}
