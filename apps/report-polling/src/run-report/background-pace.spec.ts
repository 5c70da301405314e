import { describe, expect, it } from 'vitest';
import { backgroundShare, isStuck, lookPauseMs } from './background-pace.js';

const minute = 60_000;

describe('lookPauseMs', () => {
  it('grows from look to look, up to a minute', () => {
    expect([0, 1, 2].map((looks) => lookPauseMs(looks, 4_000))).toEqual([4_000, 6_000, 9_000]);
    expect([10, 1_000].map((looks) => lookPauseMs(looks, 4_000))).toEqual([minute, minute]);
  });
});

describe('isStuck', () => {
  it('gives a run half an hour', () => {
    expect([29, 30].map((minutes) => isStuck(minutes * minute))).toEqual([false, true]);
  });
});

describe('backgroundShare', () => {
  it.each([
    [50, 0],
    [100, 0],
    [200, 0.5],
    [400, 0.75],
  ])('of %i runs a round is what 400 synchronous ones an hour do not suffice for', (runsPerRound, share) => {
    expect(backgroundShare({ intervalMs: 15 * minute, runsPerRound, runsPerHour: 400 })).toBe(share);
  });
});
