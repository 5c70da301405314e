import type { GroupPosition, MovedPosition, MoveOutcome, OffsetTarget } from './group-offsets.js';

export type MovePlan =
  { readonly kind: 'planned'; readonly positions: readonly MovedPosition[] } | Exclude<MoveOutcome, { kind: 'moved' }>;

/**
 * Where each partition of a topic goes.
 * @param atTime for the target `time`: the first offset of a partition that is not older, if there is one
 */
export function planMove(
  positions: readonly GroupPosition[],
  target: OffsetTarget,
  atTime: ReadonlyMap<number, string> = new Map(),
): MovePlan {
  if (positions.length === 0) return { kind: 'not-read' };
  if (target.kind === 'offset') return planOne(positions, target.partition, target.offset);
  const placeOf = ({ partition, start, end }: GroupPosition) => {
    if (target.kind === 'beginning') return start;
    return target.kind === 'end' ? end : (atTime.get(partition) ?? end);
  };
  return {
    kind: 'planned',
    positions: positions.map((one) => ({ partition: one.partition, from: one.next, to: placeOf(one) })),
  };
}

function planOne(positions: readonly GroupPosition[], partition: number, offset: string): MovePlan {
  const position = positions.find((one) => one.partition === partition);
  if (position === undefined) return { kind: 'no-such-partition', partitions: positions.length };
  const inside = BigInt(offset) >= BigInt(position.start) && BigInt(offset) <= BigInt(position.end);
  if (!inside) return { kind: 'out-of-range', position };
  return { kind: 'planned', positions: [{ partition, from: position.next, to: offset }] };
}
