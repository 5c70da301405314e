import type { RecordError } from '@ce/salesforce';

export interface Backoff {
  /** Of the first retry. Milliseconds. */
  firstMs: number;
  longestMs: number;
  /** Failed attempts after which a person is asked. */
  maxAttempts: number;
}

export interface RetryPolicy {
  transient: Backoff;
  concurrency: Backoff;
  /** A whole org is switched off, locked or full: waits for a person, but not for ever. */
  orgConfiguration: Backoff;
  /** Until the next look at a limit or an approval that resumes by itself or by a person; never counted. Milliseconds. */
  resumeMs: number;
  /** Within this Salesforce has finished what it did not answer; looking earlier could miss it. Milliseconds. */
  ambiguousMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  transient: { firstMs: 1_000, longestMs: 900_000, maxAttempts: 25 },
  concurrency: { firstMs: 500, longestMs: 60_000, maxAttempts: 40 },
  orgConfiguration: { firstMs: 300_000, longestMs: 900_000, maxAttempts: 300 },
  resumeMs: 30_000,
  ambiguousMs: 15_000,
};

export interface FailedAttempt {
  error: RecordError;
  /** Failed attempts before this one. */
  attempts: number;
}

export type RetryDecision = { kind: 'retry'; delayMs: number; attempts: number } | { kind: 'park'; attempts: number };

/** `random` gives [0, 1). Delays are jittered to between half and the whole of their step. */
export function decideRetry(failed: FailedAttempt, policy: RetryPolicy, random: () => number): RetryDecision {
  const { error, attempts } = failed;
  const least = error.ambiguous ? policy.ambiguousMs : 0;
  const jittered = (stepMs: number) => Math.max(least, Math.round(stepMs * (0.5 + random() / 2)));
  const backOff = (backoff: Backoff): RetryDecision =>
    attempts + 1 >= backoff.maxAttempts
      ? { kind: 'park', attempts: attempts + 1 }
      : { kind: 'retry', delayMs: jittered(stepOf(backoff, attempts)), attempts: attempts + 1 };

  switch (error.errorClass) {
    case 'transient':
      // Half an hour brings back half of the hour's report runs.
      if (error.throttle === 'reports-per-hour') return { kind: 'retry', delayMs: jittered(1_800_000), attempts };
      return backOff(policy.transient);
    case 'concurrency':
      return backOff(policy.concurrency);
    case 'daily-limit':
    case 'authentication':
      return { kind: 'retry', delayMs: jittered(policy.resumeMs), attempts };
    case 'configuration':
      return error.scope === 'org' ? backOff(policy.orgConfiguration) : { kind: 'park', attempts: attempts + 1 };
    case 'record':
    case 'gone':
      return { kind: 'park', attempts: attempts + 1 };
  }
}

export function stepOf(backoff: Backoff, failures: number): number {
  return Math.min(backoff.longestMs, backoff.firstMs * 2 ** Math.min(failures, 30));
}
