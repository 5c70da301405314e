import { LeaseError, type OrgAnswer } from '@ce/delivery';
import { SalesforceError } from '@ce/salesforce';
import type { RefreshEnd } from './claim-refresh.js';
import type { RefreshedPeople } from './refresh-connection.js';

const MINUTE = 60_000;
const SOON_MS = 5_000;

type End = Omit<RefreshEnd, 'mappingKey'>;

/** When to look again, and what to say meanwhile. Nothing is lost by waiting: the next one begins where this one did. */
export function afterRefresh(answer: OrgAnswer<RefreshedPeople>, intervalMs: number, now: Date): End {
  switch (answer.kind) {
    case 'done':
      return { complete: answer.value.complete, nextInMs: answer.value.complete ? intervalMs : 0, problem: null };
    case 'exhausted':
      return waits('budget-exhausted', answer.reason, 'Nothing to do: it goes on by itself.', answer.resumesAt, now);
    case 'unavailable':
      return waits('connection-unavailable', answer.reason, answer.fix, answer.retryAt, now);
  }
}

export function afterRefreshError(error: unknown, intervalMs: number): End {
  if (error instanceof SalesforceError) {
    const { code, message: reason, fix } = error;
    const passing = error.errorClass === 'transient' || error.errorClass === 'concurrency';
    const nextInMs = passing ? Math.min(intervalMs, MINUTE) : intervalMs;
    return { complete: false, nextInMs, problem: { code, reason, fix } };
  }
  const reason =
    error instanceof LeaseError ? 'auth does not answer.' : 'The refresh failed because of a fault on our side.';
  const fix = 'Nothing to do: it is tried again by itself.';
  return {
    complete: false,
    nextInMs: Math.min(intervalMs, error instanceof LeaseError ? SOON_MS : MINUTE),
    problem: { code: 'internal', reason, fix },
  };
}

function waits(code: string, reason: string, fix: string, until: Date, now: Date): End {
  const nextInMs = Math.max(1_000, until.getTime() - now.getTime());
  return { complete: false, nextInMs, problem: { code, reason, fix } };
}
