import { Problem } from '@ce/service-kit';
import type { PreflightAnswer } from './run-preflight.js';

/** @throws Problem 409 that says why the org could not be looked at, and when it can be again. */
export function lookedOrRefused(answer: PreflightAnswer): Extract<PreflightAnswer, { kind: 'looked' }> {
  if (answer.kind === 'looked') return answer;
  throw new Problem({
    status: 409,
    title: 'The org cannot be looked at now',
    detail: `${answer.reason} The next attempt can be made at ${answer.retryAt}.`,
    fix: answer.fix,
  });
}
