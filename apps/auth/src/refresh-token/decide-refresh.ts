import type { StoredToken } from '../token-store/tokens.js';

export type RefreshStep =
  | { kind: 'ready'; accessToken: string }
  /** Nobody refreshes; whoever gets the claim does. */
  | { kind: 'refresh' }
  /** Somebody does; look again soon. */
  | { kind: 'wait' }
  | { kind: 'backing-off'; until: Date }
  /** Salesforce refuses even new tokens, so another one would not help. */
  | { kind: 'useless' }
  | { kind: 'erased' };

/** Renewals in a row of tokens that were refused within a minute of being new. */
export const MOST_QUICK_RENEWALS = 10;

/**
 * What to do for a caller. `refused` is the generation of an access token that Salesforce did not take: only that very
 * token is worth a refresh; a newer one is there already, perhaps because somebody else was refused before.
 */
export function decideRefresh(token: StoredToken, refused: number | undefined): RefreshStep {
  if (token.accessToken === null) return { kind: 'erased' };
  if (refused !== token.generation) return { kind: 'ready', accessToken: token.accessToken };
  if (token.claimedUntil !== null) return { kind: 'wait' };
  if (token.retryAt !== null) return { kind: 'backing-off', until: token.retryAt };
  if (token.quickRenewals >= MOST_QUICK_RENEWALS) return { kind: 'useless' };
  return { kind: 'refresh' };
}
