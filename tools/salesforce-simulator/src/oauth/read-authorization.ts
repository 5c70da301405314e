import { isAdminApproved } from './admit-user.js';
import type { ConnectedApp } from './connected-app.js';
import type { OAuthOrg, OAuthUser } from './oauth-org.js';
import { appWithId } from './oauth-org.js';
import { readChallenge } from './pkce.js';
import { grantScopes } from './scopes.js';

export interface Authorization {
  readonly app: ConnectedApp;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly challenge: string | null;
  readonly nonce: string | null;
}

/** `stopped`: the caller cannot be trusted with a redirect. `refused`: the refusal goes to its callback. */
export type ReadAuthorization =
  | { kind: 'asked'; authorization: Authorization }
  | { kind: 'stopped'; error: string; description: string }
  | { kind: 'refused'; redirectUri: string; state: string | null; error: string; description: string };

/** The authorise query of salesforce-api.md §1.2. */
export function readAuthorization(org: OAuthOrg, query: URLSearchParams): ReadAuthorization {
  const app = appWithId(org, query.get('client_id') ?? '');
  if (app === undefined) {
    return { kind: 'stopped', error: 'invalid_client_id', description: 'client identifier invalid' };
  }
  const redirectUri = query.get('redirect_uri');
  if (redirectUri === null || !app.callbackUrls.includes(redirectUri)) {
    return { kind: 'stopped', error: 'redirect_uri_mismatch', description: 'redirect_uri must match configuration' };
  }
  const state = query.get('state');
  const refuse = (error: string, description: string): ReadAuthorization => ({
    kind: 'refused',
    redirectUri,
    state,
    error,
    description,
  });
  if (app.blocked) return refuse('OAUTH_APP_BLOCKED', 'this app is blocked by admin');
  if (query.get('response_type') !== 'code') {
    return refuse('unsupported_response_type', 'response type not supported');
  }
  if (query.get('immediate') === 'true') return refuse('immediate_unsuccessful', 'user must log in first');
  const challenge = readChallenge(query, app.requirePkce);
  if (challenge.kind === 'refused') return refuse('invalid_request', challenge.reason);
  const granted = grantScopes(query.get('scope'), app.scopes);
  if (granted.kind === 'refused') {
    return refuse('invalid_scope', 'the requested scope is invalid, unknown, or malformed');
  }
  const authorization = {
    app,
    redirectUri,
    state,
    scopes: granted.scopes,
    challenge: challenge.challenge,
    nonce: query.get('nonce'),
  };
  return { kind: 'asked', authorization };
}

/** Why this user may not approve the app, in Salesforce's words, or null. */
export function approvalObstacle(app: ConnectedApp, user: OAuthUser | undefined): [string, string] | null {
  if (user === undefined || !user.active || user.frozen) return ['access_denied', 'authentication failure'];
  if (app.permittedUsers === 'admin-approved' && !isAdminApproved(app, user)) {
    return ['OAUTH_APPROVAL_ERROR_GENERIC', 'user is not admin approved to access this app'];
  }
  return null;
}
