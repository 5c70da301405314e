import type { WorkRow } from '../claim-work/work-row.js';
import { decideRetry, type RetryPolicy } from '../retry-policy/decide-retry.js';
import type { RowOutcome, Settlement } from './row-outcome.js';

/** Pure: what a row becomes, from what `perform` said about it. */
export function settleOutcome(
  row: Pick<WorkRow, 'attempts' | 'ambiguous'>,
  outcome: RowOutcome,
  context: { policy: RetryPolicy; now: Date; random: () => number },
): Settlement {
  switch (outcome.kind) {
    case 'done':
      return { state: 'done', resultId: outcome.resultId ?? null };
    case 'superseded':
      return { state: 'superseded', reason: outcome.reason };
    case 'park': {
      const { errorClass, code, reason, fix } = outcome;
      const attempts = row.attempts + 1;
      return { state: 'parked', errorClass, code, reason, fix, attempts, ambiguous: row.ambiguous };
    }
    case 'later':
      return {
        state: 'waiting',
        notBefore: outcome.notBefore,
        attempts: row.attempts,
        errorClass: null,
        code: null,
        reason: outcome.reason,
        fix: null,
        ambiguous: row.ambiguous,
      };
    case 'failed':
      return settleFailure(row, outcome.error, context);
  }
}

function settleFailure(
  row: Pick<WorkRow, 'attempts' | 'ambiguous'>,
  error: Extract<RowOutcome, { kind: 'failed' }>['error'],
  context: { policy: RetryPolicy; now: Date; random: () => number },
): Settlement {
  const decision = decideRetry({ error, attempts: row.attempts }, context.policy, context.random);
  const facts = {
    errorClass: error.errorClass,
    code: error.code,
    reason: error.message,
    fix: error.fix,
    attempts: decision.attempts,
    // A doubt stays until something was found or done.
    ambiguous: row.ambiguous || error.ambiguous,
  };
  if (decision.kind === 'park') return { state: 'parked', ...facts };
  return { state: 'waiting', notBefore: new Date(context.now.getTime() + decision.delayMs), ...facts };
}
