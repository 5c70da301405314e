import { describe, expect, it } from 'vitest';
import { backOff, pause } from './back-off.js';

describe('backOff', () => {
  it('doubles up to its limit and leaves half to chance', () => {
    expect([1, 2, 3, 4, 50].map((attempt) => backOff(attempt, 100, 500, () => 1))).toEqual([100, 200, 400, 500, 500]);
    expect(backOff(3, 100, 500, () => 0)).toBe(200);
  });
});

describe('pause', () => {
  it('tells a full wait from an interrupted one', async () => {
    expect(await pause(1)).toBe(true);
    expect(await pause(60_000, AbortSignal.abort())).toBe(false);
    const stopping = new AbortController();
    const waiting = pause(60_000, new AbortController().signal, stopping.signal);
    stopping.abort();
    expect(await waiting).toBe(false);
  });
});
