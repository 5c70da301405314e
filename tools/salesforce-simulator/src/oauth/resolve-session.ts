import { appWithId, userNamed, userWithId } from './oauth-org.js';
import type { OAuthOrg } from './oauth-org.js';
import type { TokenStore } from './token-store.js';

/** What a bearer token is worth at this moment. An unknown token names no user. */
export type Session =
  | {
      readonly state: 'valid';
      readonly userId: string;
      readonly clientId: string;
      readonly appName: string;
      readonly scopes: readonly string[];
    }
  | { readonly state: 'expired'; readonly userId: string }
  | { readonly state: 'unknown'; readonly userId: '' };

/** A deactivated user's and a blocked app's sessions end at once; a use may start the lifetime anew. */
export function resolveSession(store: TokenStore, org: OAuthOrg, accessToken: string): Session {
  const token = store.access(accessToken);
  if (token === undefined) return fixedSession(org, accessToken);
  const app = appWithId(org, token.clientId);
  const user = userWithId(org, token.userId);
  const barred = app === undefined || app.blocked || user === undefined || !user.active || user.frozen;
  if (barred || token.expiresAt <= org.now()) return { state: 'expired', userId: token.userId };
  if (app.accessTokenSlides) store.extend(token, app.accessTokenMinutes);
  return { state: 'valid', userId: token.userId, clientId: token.clientId, appName: app.name, scopes: token.scopes };
}

function fixedSession(org: OAuthOrg, accessToken: string): Session {
  const username = org.fixedTokens.get(accessToken);
  const user = username === undefined ? undefined : userNamed(org, username);
  if (user === undefined) return { state: 'unknown', userId: '' };
  if (!user.active || user.frozen) return { state: 'expired', userId: user.id };
  return { state: 'valid', userId: user.id, clientId: 'fixed-token', appName: 'fixed token', scopes: ['full'] };
}
