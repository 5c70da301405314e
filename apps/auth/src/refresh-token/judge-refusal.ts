import type { OAuthError } from '@ce/salesforce';
import type { ConnectionFlow } from '../connection-store/connection.entity.js';

export type RefusedRefresh =
  /** The approval is gone: only a person who connects again helps. */
  | { kind: 'reconnect'; reason: string; fix: string }
  /** An administrator mends something, and then it works by itself. */
  | { kind: 'blocked'; reason: string; fix: string; retryAfterMs: number }
  | { kind: 'later'; reason: string; fix: string; retryAfterMs: number };

const BLOCKED_PAUSE = 15 * 60_000;
const LONGEST_PAUSE = 5 * 60_000;

/** salesforce-api.md §1.7: five at most, and the oldest dies without notice. */
const MOST_APPROVALS = 5;

/**
 * `failures`: how many attempts failed before this one. `approvals`: how many connections the Salesforce user serves, this
 * one included. Source: salesforce-api.md §1.4.
 */
export function judgeRefusal(
  error: Pick<OAuthError, 'code' | 'description' | 'permanent' | 'fix' | 'errorClass'>,
  facts: { flow: ConnectionFlow; failures: number; claimAbandoned: boolean; approvals: number },
): RefusedRefresh {
  const said = `Salesforce refused to renew the access token (${error.code}: ${error.description}).`;
  if (!error.permanent) {
    const retryAfterMs = Math.min(LONGEST_PAUSE, 2_000 * 2 ** Math.min(facts.failures, 10));
    return { kind: 'later', reason: said, fix: error.fix, retryAfterMs };
  }
  if (facts.flow !== 'web-server' || !approvalIsGone(error))
    return { kind: 'blocked', reason: said, fix: error.fix, retryAfterMs: BLOCKED_PAUSE };
  if (facts.claimAbandoned) {
    const crashed = 'A process stopped between an earlier answer of Salesforce and storing it';
    return { kind: 'reconnect', reason: `${said} ${crashed}, so the renewed token was lost.`, fix: error.fix };
  }
  if (facts.approvals >= MOST_APPROVALS) {
    const displaced = `Its user serves ${facts.approvals} connections and Salesforce keeps ${MOST_APPROVALS} approvals`;
    const fix = 'Reconnect with a Salesforce user of its own for each further workspace, sandbox or product.';
    return { kind: 'reconnect', reason: `${said} ${displaced}: a newer one has probably displaced it.`, fix };
  }
  return { kind: 'reconnect', reason: said, fix: error.fix };
}

/** The tokens are erased then, so only what is known to mean it counts: a user may be activated, an app unblocked. */
function approvalIsGone({ code, description, errorClass }: Pick<OAuthError, 'code' | 'description' | 'errorClass'>) {
  return code === 'invalid_grant' && errorClass === 'authentication' && !/inactive user/i.test(description);
}
