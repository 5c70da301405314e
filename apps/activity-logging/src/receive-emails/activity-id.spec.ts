import { describe, expect, it } from 'vitest';
import { activityId } from './activity-id.js';

describe('activityId', () => {
  it('is a UUID of version 7', () => {
    expect(activityId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    // The time of RFC 9562's example, appendix A.6.
    expect(activityId(0x017f22e279b0)).toMatch(/^017f22e2-79b0-7/);
  });

  it('sorts by time, and is another one each time', () => {
    expect(activityId(Date.UTC(2026, 0)) < activityId(Date.UTC(2026, 1))).toBe(true);
    expect(new Set(Array.from({ length: 1_000 }, () => activityId(0))).size).toBe(1_000);
  });
});
