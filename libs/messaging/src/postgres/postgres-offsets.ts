import type { DataSource, EntityManager } from 'typeorm';
import { GroupOffsets, type GroupPosition, type MoveOutcome, type OffsetTarget } from '../offsets/group-offsets.js';
import { planMove } from '../offsets/plan-move.js';
import { MEMBER_LOCK } from './locks.js';

const MOST = 1_000_000;

interface PositionRow {
  topic: string;
  partition: number;
  start: string;
  next: string;
  end: string;
}

/** A group's positions are rows of `bus.reader`. */
export class PostgresOffsets extends GroupOffsets {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async groups(): Promise<string[]> {
    const rows = await this.dataSource.query<{ group_name: string }[]>(
      'select distinct group_name from bus.reader order by group_name',
    );
    return rows.map((row) => row.group_name);
  }

  show(group: string): Promise<GroupPosition[]> {
    return this.dataSource.transaction((manager) => positionsOf(manager, group));
  }

  move(group: string, topic: string, target: OffsetTarget): Promise<MoveOutcome> {
    return this.dataSource.transaction(async (manager): Promise<MoveOutcome> => {
      if (!(await lockOut(manager, group, topic))) return { kind: 'group-is-live' };
      const positions = await positionsOf(manager, group, topic);
      const plan = planMove(
        positions,
        target,
        target.kind === 'time' ? await atTime(manager, topic, target.at) : undefined,
      );
      if (plan.kind !== 'planned') return plan;
      await manager.query(
        `update bus.reader set next_position = moved.next
         from unnest($3::integer[], $4::bigint[]) as moved(part, next)
         where group_name = $1 and topic = $2 and partition = moved.part`,
        [group, topic, plan.positions.map((one) => one.partition), plan.positions.map((one) => one.to)],
      );
      return { kind: 'moved', positions: plan.positions };
    });
  }
}

/** Every member shares this lock for as long as it lives; who would join now waits for the end of the transaction. */
async function lockOut(manager: EntityManager, group: string, topic: string): Promise<boolean> {
  const rows: { free: boolean }[] = await manager.query(
    `select pg_try_advisory_xact_lock($1, id) as free from bus.reader
     where group_name = $2 and topic = $3 and partition = 0`,
    [MEMBER_LOCK, group, topic],
  );
  return rows.every((row) => row.free);
}

/** Numbers first what waits for a position, so that the end is the end. */
async function positionsOf(manager: EntityManager, group: string, topic?: string): Promise<GroupPosition[]> {
  const wanted = [group, topic ?? null];
  await manager.query(
    `select bus.number_events(topic, $3) from (
       select distinct topic from bus.reader where group_name = $1 and ($2::text is null or topic = $2) order by topic
     ) topics`,
    [...wanted, MOST],
  );
  const rows: PositionRow[] = await manager.query(
    `select reader.topic, reader.partition, reader.next_position as next,
       coalesce(written.next_position, 0) as end,
       coalesce((select min(position) from bus.log where log.topic = reader.topic and log.partition = reader.partition
         and position is not null), written.next_position, 0) as start
     from bus.reader left join bus.partition_end written using (topic, partition)
     where group_name = $1 and ($2::text is null or topic = $2) order by topic, partition`,
    wanted,
  );
  return rows.map((row) => ({ ...row, lag: Math.max(0, Number(BigInt(row.end) - BigInt(row.next))) }));
}

async function atTime(manager: EntityManager, topic: string, at: Date): Promise<Map<number, string>> {
  const rows: { partition: number; position: string }[] = await manager.query(
    `select partition, min(position) as position from bus.log
     where topic = $1 and position is not null and written_at >= $2 group by partition`,
    [topic, at],
  );
  return new Map(rows.map(({ partition, position }) => [partition, position]));
}
