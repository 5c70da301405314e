import { describe, expect, it } from 'vitest';
import { ApiUsage } from './api-usage.js';

describe('the daily allowance', () => {
  it('refuses above the limit and frees calls as the day rolls on', () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const usage = new ApiUsage({ now: () => now }, 3, 1);
    usage.take();
    usage.take();
    expect(() => usage.take()).toThrow('TotalRequests Limit exceeded.');
    expect(usage.header()).toEqual({ 'Sforce-Limit-Info': 'api-usage=3/3' });
    now += 25 * 60 * 60 * 1_000;
    usage.take();
    expect(usage.used()).toBe(1);
  });
});
