import { expect, it } from 'vitest';
import { reportFaults } from './report-fault.js';
import { RunThrottle } from './run-throttle.js';

const faults = { hourly: reportFaults.hourlySync, atOnce: reportFaults.concurrentSync };

it('counts a rolling hour', async () => {
  let now = 0;
  const throttle = new RunThrottle({ hourly: 2, atOnce: 5 }, faults, () => now);
  await throttle.during(() => 1);
  now = 40 * 60_000;
  await throttle.during(() => 2);
  expect(throttle.remaining()).toBe(0);
  await expect(throttle.during(() => 3)).rejects.toThrow('more than 2 reports synchronously every 60 minutes');
  now = 60 * 60_000;
  expect(await throttle.during(() => 4)).toBe(4);
});

it('gives a place back when a run fails', async () => {
  const throttle = new RunThrottle({ hourly: 9, atOnce: 1 }, faults, () => 0);
  await expect(throttle.during(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  let finish = () => {};
  const running = throttle.during(() => new Promise<void>((resolve) => (finish = resolve)));
  await expect(throttle.during(() => 2)).rejects.toThrow('only as many as 1 requests at a time');
  finish();
  await running;
});
