import { describe, expect, it } from 'vitest';
import { activityIds } from './activity-ids.js';

describe('activityIds', () => {
  it('are UUIDs of version 7', () => {
    const next = activityIds();
    for (let count = 0; count < 100; count += 1) {
      expect(next()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    // The time of RFC 9562's example, appendix A.6.
    expect(activityIds(0x017f22e279b0)()).toMatch(/^017f22e2-79b0-7/);
  });

  it('count up, so that they lie side by side, also past the last one', () => {
    const next = activityIds(0);
    const numbers = Array.from({ length: 100 }, () => BigInt(`0x${next().replaceAll('-', '')}`));
    const steps = numbers.slice(1).map((number, place) => number - (numbers[place] ?? 0n));
    // Back to the first where the counted digits were all used.
    expect(steps.filter((step) => step !== 1n && step !== 1n - 16n ** 12n)).toEqual([]);
  });

  it('sort by time, and are others each time', () => {
    expect(activityIds(Date.UTC(2026, 0))() < activityIds(Date.UTC(2026, 1))()).toBe(true);
    const batches = Array.from({ length: 1_000 }, () => activityIds(0));
    expect(new Set(batches.flatMap((next) => [next(), next(), next()])).size).toBe(3_000);
  });
});
