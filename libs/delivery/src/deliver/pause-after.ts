import type { RecordError } from '@ce/salesforce';
import { type RetryPolicy, stepOf } from '../retry-policy/decide-retry.js';

/**
 * How long a lane rests after a whole call failed, in milliseconds; 0 where the cause is the batch and not the org.
 * A limit or an approval gets a short rest only: the next lease request says how long it really is.
 */
export function pauseAfter(error: RecordError, failures: number, policy: RetryPolicy, random: () => number): number {
  const jittered = (stepMs: number) => Math.round(stepMs * (0.5 + random() / 2));
  switch (error.errorClass) {
    case 'concurrency':
      return jittered(stepOf(policy.concurrency, failures));
    case 'transient':
      return error.scope === 'org' ? jittered(stepOf({ ...policy.transient, longestMs: 60_000 }, failures)) : 0;
    case 'daily-limit':
    case 'authentication':
      return jittered(5_000);
    case 'configuration':
      return error.scope === 'org' ? jittered(stepOf(policy.orgConfiguration, failures)) : 0;
    case 'record':
    case 'gone':
      return 0;
  }
}
