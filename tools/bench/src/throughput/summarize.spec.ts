import { describe, expect, it } from 'vitest';
import { type ContestantName, quantile, summarize } from './summarize.js';

const round = (contestant: ContestantName, seconds: number) => ({
  contestant,
  events: 1_000,
  seconds,
  calls: 2,
  sent: 1_000,
  tasks: 1_000,
  processor: { broker: 0.1, [contestant]: seconds },
});

describe('summarize', () => {
  it('takes the median of the rounds of each, and compares', () => {
    const summary = summarize({
      rounds: [
        ...[round('system', 0.5), round('nest', 20), round('bare', 0.4)],
        ...[round('system', 5), round('nest', 20), round('bare', 0.4)],
        ...[round('system', 0.4), round('nest', 10), round('bare', 0.1)],
      ],
      idle: [1, 2, 3],
      underLoad: [4],
      memory: { restMegabytes: 90, mostMegabytes: 200 },
      faults: [],
    });
    expect(summary.system).toEqual({
      eventsPerSecond: 2_000,
      rounds: [2_000, 200, 2_500],
      callsPerThousand: 2,
      ...{ events: 3_000, tasks: 3_000, sent: 3_000 },
      processorSeconds: { system: 19.67, broker: 1 },
    });
    expect(summary.ratios).toEqual({ systemToBare: 0.8, systemToNest: 40 });
    expect(summary.latency).toEqual({
      idle: { p50Seconds: 2, p95Seconds: 3 },
      underLoad: { p50Seconds: 4, p95Seconds: 4 },
    });
  });
});

it('finds a quantile by rank', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
  expect([quantile(hundred, 0.5), quantile(hundred, 0.95), quantile([7], 0.95)]).toEqual([50, 95, 7]);
  expect(quantile([], 0.5)).toBeNaN();
});
