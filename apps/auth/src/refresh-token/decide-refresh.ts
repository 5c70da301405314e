import type { StoredToken } from '../token-store/tokens.js';

export type RefreshStep =
  | { kind: 'ready'; accessToken: string }
  /** Nobody refreshes; whoever gets the claim does. */
  | { kind: 'refresh' }
  /** Somebody does; look again soon. */
  | { kind: 'wait' }
  | { kind: 'backing-off'; until: Date }
  | { kind: 'erased' };

/**
 * What to do for a caller. `refused` is the generation of an access token that Salesforce did not take: only that very
 * token is worth a refresh; a newer one is there already, perhaps because somebody else was refused before.
 */
export function decideRefresh(token: StoredToken, refused: number | undefined): RefreshStep {
  if (token.accessToken === null) return { kind: 'erased' };
  if (refused !== token.generation) return { kind: 'ready', accessToken: token.accessToken };
  if (token.claimedUntil !== null) return { kind: 'wait' };
  if (token.retryAt !== null) return { kind: 'backing-off', until: token.retryAt };
  return { kind: 'refresh' };
}
