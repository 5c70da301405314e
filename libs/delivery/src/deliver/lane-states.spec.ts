import type { CallKind } from '@ce/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReadyLane } from '../claim-work/work-queue.js';
import { LaneStates } from './lane-states.js';

const now = new Date('2026-01-01T00:00:00Z');
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const ready = (connectionId: string, facts: Partial<ReadyLane> = {}): ReadyLane => ({
  connectionId,
  kind: 'tasks',
  ready: 1,
  readySince: ago(5_000),
  ...facts,
});
const names = (lanes: { connectionId: string; kind: CallKind }[]) =>
  lanes.map(({ connectionId, kind }) => `${connectionId} ${kind}`);

let lanes: LaneStates;
beforeEach(() => {
  lanes = new LaneStates(100, new Set<CallKind>(['do-not-contact']));
});

describe('lanes', () => {
  it('wait until they lingered enough or are full, unless urgent', () => {
    const young = { readySince: ago(100) };
    const all = [
      ready('young', young),
      ready('full', { ...young, ready: 100 }),
      ready('urgent', { ...young, kind: 'do-not-contact' }),
      ready('old'),
    ];
    expect(names(lanes.due(all, 1_000, now)).sort()).toEqual(['full tasks', 'old tasks', 'urgent do-not-contact']);
    expect(lanes.untilDue(all, 1_000, now)).toBe(900);
    expect(lanes.untilDue([ready('old')], 1_000, now)).toBeNull();
  });

  it('take turns, urgent kinds first', () => {
    const all = [ready('a'), ready('b'), ready('c'), ready('a', { kind: 'do-not-contact' })];
    lanes.begin(all[0] as ReadyLane);
    lanes.end(all[0] as ReadyLane);
    expect(names(lanes.due(all, 0, now))).toEqual(['a do-not-contact', 'b tasks', 'c tasks', 'a tasks']);
  });

  it('have one batch at a time', () => {
    const lane = ready('a');
    lanes.begin(lane);
    expect(lanes.due([lane], 0, now)).toEqual([]);
    lanes.end(lane);
    expect(lanes.due([lane], 0, now)).toHaveLength(1);
  });

  it('have further full batches while their calls go well, and one again after a failure', () => {
    const many = new LaneStates(100, new Set<CallKind>(), 3);
    const full = ready('a', { ready: 100 });
    const least = () => many.leastRows(full, now);
    expect(least()).toBe(0);
    many.begin(full);
    expect([many.due([full], 0, now), least()]).toEqual([[], Infinity]);
    many.succeeded(full, 100, 50);
    expect([many.due([full], 0, now), least()]).toEqual([[full], 100]);
    expect(many.due([ready('a', { ready: 99 })], 0, now)).toEqual([]);
    expect(many.untilDue([ready('a', { ready: 99 })], 9_000, now)).toBeNull();
    many.begin(full);
    many.begin(full);
    expect([many.due([full], 0, now), least()]).toEqual([[], Infinity]);
    many.end(full);
    expect(many.due([full], 0, now)).toHaveLength(1);
    many.failed(full, { tooMuch: false });
    expect(many.due([full], 0, now)).toEqual([]);
    many.succeeded(full, 100, 50);
    many.pause(full, later(1_000), 'full', null);
    expect(many.isPaused(full, now)).toBe(true);
    expect(least()).toBe(Infinity);
    expect(many.due([full], 0, later(2_000))).toEqual([]);
    many.end(full);
    many.end(full);
    expect(many.due([full], 0, later(2_000))).toHaveLength(1);
  });

  it('are swift from a call that took three seconds at most to one that took longer or failed', () => {
    const lane = ready('a');
    expect(lanes.isSwift(lane)).toBe(false);
    lanes.succeeded(lane, 10, 3_000);
    expect([lanes.isSwift(lane), lanes.isSwift(ready('b'))]).toEqual([true, false]);
    lanes.succeeded(lane, 10, 3_001);
    expect(lanes.isSwift(lane)).toBe(false);
    lanes.succeeded(lane, 10, 50);
    lanes.failed(lane, { tooMuch: false });
    expect(lanes.isSwift(lane)).toBe(false);
  });

  it('are paused alone, say why, and go on by themselves or when told', () => {
    const both = [ready('a'), ready('a', { kind: 'writeback' }), ready('b')];
    lanes.pause(both[0] as ReadyLane, later(60_000), 'budget used up', null);
    expect(names(lanes.due(both, 0, now)).sort()).toEqual(['a writeback', 'b tasks']);
    expect(lanes.pauses(now)).toEqual([
      { connectionId: 'a', kind: 'tasks', until: later(60_000), reason: 'budget used up', fix: null },
    ]);
    expect(lanes.due(both, 0, later(60_000))).toHaveLength(3);
    lanes.resume('a');
    expect(lanes.pauses(now)).toEqual([]);
  });

  it('shrink when a call was too much, and grow slowly and only on full batches', () => {
    const lane = ready('a');
    expect(lanes.begin(lane)).toBe(100);
    expect(lanes.failed(lane, { tooMuch: true })).toBe(0);
    expect(lanes.failed(lane, { tooMuch: true })).toBe(1);
    expect(lanes.begin(lane)).toBe(25);
    lanes.succeeded(lane, 10, 50);
    expect(lanes.begin(lane)).toBe(25);
    lanes.succeeded(lane, 25, 50);
    expect(lanes.begin(lane)).toBe(29);
    for (let batch = 0; batch < 50; batch += 1) lanes.succeeded(lane, 100, 50);
    expect(lanes.begin(lane)).toBe(100);
    for (let batch = 0; batch < 20; batch += 1) lanes.failed(lane, { tooMuch: true });
    expect(lanes.begin(lane)).toBe(1);
  });
});
