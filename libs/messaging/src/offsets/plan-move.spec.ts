import { describe, expect, it } from 'vitest';
import type { GroupPosition } from './group-offsets.js';
import { planMove } from './plan-move.js';

const positions: GroupPosition[] = [
  { topic: 't', partition: 0, start: '10', next: '40', end: '50', lag: 10 },
  { topic: 't', partition: 1, start: '0', next: '0', end: '0', lag: 0 },
];

describe('planMove', () => {
  it('goes to the oldest event that is kept, or past the newest', () => {
    expect(planMove(positions, { kind: 'beginning' })).toEqual({
      kind: 'planned',
      positions: [
        { partition: 0, from: '40', to: '10' },
        { partition: 1, from: '0', to: '0' },
      ],
    });
    expect(planMove(positions, { kind: 'end' })).toMatchObject({ positions: [{ to: '50' }, { to: '0' }] });
  });

  it('goes to a time where the partition has an event from then on, else to its end', () => {
    const target = { kind: 'time', at: new Date(0) } as const;
    expect(planMove(positions, target, new Map([[0, '33']]))).toMatchObject({ positions: [{ to: '33' }, { to: '0' }] });
    expect(planMove(positions, target)).toMatchObject({ positions: [{ to: '50' }, { to: '0' }] });
  });

  it('moves one partition to an offset, and only where there can be an event', () => {
    const to = (partition: number, offset: string) => planMove(positions, { kind: 'offset', partition, offset });
    expect(to(0, '50')).toEqual({ kind: 'planned', positions: [{ partition: 0, from: '40', to: '50' }] });
    expect(to(0, '9')).toEqual({ kind: 'out-of-range', position: positions[0] });
    expect(to(0, '51')).toMatchObject({ kind: 'out-of-range' });
    expect(to(2, '0')).toEqual({ kind: 'no-such-partition', partitions: 2 });
  });

  it('knows a topic that the group does not read', () => {
    expect(planMove([], { kind: 'end' })).toEqual({ kind: 'not-read' });
  });
});
