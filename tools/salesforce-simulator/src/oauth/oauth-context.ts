import type { DurableState } from '../org/durable-state.js';
import { memoryState } from '../org/durable-state.js';
import { AuthorizationCodes } from './authorization-codes.js';
import { ForcedRefusals } from './forced-refusals.js';
import { LoginRate } from './login-rate.js';
import type { OAuthOrg } from './oauth-org.js';
import { TokenCallCounts } from './token-call-counts.js';
import { TokenStore } from './token-store.js';

/** Everything the OAuth endpoints of one org share. */
export interface OAuthContext {
  readonly org: OAuthOrg;
  readonly tokens: TokenStore;
  readonly codes: AuthorizationCodes;
  readonly logins: LoginRate;
  readonly counts: TokenCallCounts;
  readonly forced: ForcedRefusals;
}

/** Grants and tokens live in `state`, so that a restarted org still knows them. */
export function oauthContext(org: OAuthOrg, state: DurableState = memoryState()): OAuthContext {
  const now = () => org.now();
  return {
    org,
    tokens: new TokenStore(org.id, now, state),
    codes: new AuthorizationCodes(now),
    logins: new LoginRate(now),
    counts: new TokenCallCounts(),
    forced: new ForcedRefusals(),
  };
}
