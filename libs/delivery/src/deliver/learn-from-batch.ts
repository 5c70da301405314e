import type { Lane } from '../claim-work/work-queue.js';
import { type RetryPolicy, stepOf } from '../retry-policy/decide-retry.js';
import type { LaneStates } from './lane-states.js';
import { pauseAfter } from './pause-after.js';
import type { BatchResult } from './send-batch.js';

const ownFault = { firstMs: 500, longestMs: 15_000, maxAttempts: Infinity };

/** What the next batches of a lane take from this one: a pause, fewer rows at a time, or full speed. */
export function learnFromBatch(
  lanes: LaneStates,
  policy: RetryPolicy,
  lane: Lane,
  { result, rows, milliseconds }: { result: BatchResult; rows: number; milliseconds: number },
): void {
  switch (result.kind) {
    case 'settled':
      return lanes.succeeded(lane, rows, milliseconds);
    case 'failed': {
      const failures = lanes.failed(lane, { tooMuch: result.error.errorClass === 'concurrency' });
      const ms = pauseAfter(result.error, failures, policy, Math.random);
      if (ms > 0) lanes.pause(lane, new Date(Date.now() + ms), result.error.message, result.error.fix);
      return;
    }
    case 'exhausted':
      return lanes.pause(lane, atLeastSoon(result.resumesAt), result.reason, null);
    case 'unavailable':
      return lanes.pause(lane, atLeastSoon(result.retryAt), result.reason, result.fix);
  }
}

/** Auth, the database or this process failed: nothing is known of the lane, which rests longer and longer. */
export function learnFromOwnFault(lanes: LaneStates, lane: Lane, reason: string): void {
  const failures = lanes.failed(lane, { tooMuch: false });
  lanes.pause(lane, new Date(Date.now() + stepOf(ownFault, failures)), reason, null);
}

/** A time that is past already must not make a tight loop of lease requests. */
function atLeastSoon(time: Date): Date {
  return new Date(Math.max(time.getTime(), Date.now() + 1_000));
}
