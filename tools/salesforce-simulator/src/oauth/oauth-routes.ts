import type { Answer, Call, Route } from '../http/route.js';
import {
  changeApp,
  changeUser,
  clearCounts,
  expireAccessTokens,
  oauthState,
  orderRefusal,
  revokeGrants,
} from './administer-oauth.js';
import { showConsent, takeConsent } from './authorize.js';
import type { Org } from '../org/org.js';
import type { OAuthContext } from './oauth-context.js';
import type { OAuthRequest } from './oauth-message.js';
import { oauthRequest } from './oauth-message.js';
import { revokeToken } from './revoke-token.js';
import { showIdentity, showUserInfo } from './show-person.js';
import { tokenEndpoint } from './token-endpoint.js';

type ContextOf = (org: Org) => OAuthContext;

/** The public OAuth endpoints (salesforce-api.md §1.1) and their administration. */
export function oauthRoutes(contextOf: ContextOf): Route[] {
  const on = (
    method: Route['method'],
    path: string,
    answer: (context: OAuthContext, request: OAuthRequest, call: Call) => Answer,
    kind: Route['kind'] = 'oauth',
  ): Route => ({
    method,
    path,
    kind,
    access: 'public',
    handle: (call) => answer(contextOf(call.org), oauthRequest(call), call),
  });

  const base = '/services/oauth2';
  return [
    on('GET', `${base}/authorize`, showConsent),
    on('POST', `${base}/authorize`, takeConsent),
    on('POST', `${base}/token`, answerTokenCall),
    on('GET', `${base}/revoke`, revokeToken),
    on('POST', `${base}/revoke`, revokeToken),
    on('GET', `${base}/userinfo`, showUserInfo, 'identity'),
    on('POST', `${base}/userinfo`, showUserInfo, 'identity'),
    on(
      'GET',
      '/id/:orgId/:userId',
      (context, request, { params }) => showIdentity(context, request, params['orgId'] ?? '', params['userId'] ?? ''),
      'identity',
    ),
    ...administrationRoutes(contextOf),
  ];
}

/** The journal tells token calls apart by their grant type. */
function answerTokenCall(context: OAuthContext, request: OAuthRequest, call: Call): Answer {
  call.note({ kind: 'oauth', object: request.form.get('grant_type'), records: 0 });
  return tokenEndpoint(context, request);
}

function administrationRoutes(contextOf: ContextOf): Route[] {
  const on = (method: Route['method'], path: string, handle: (context: OAuthContext, call: Call) => Answer): Route => ({
    method,
    path: `/simulator/oauth${path}`,
    kind: 'unknown',
    access: 'public',
    handle: (call) => handle(contextOf(call.org), call),
  });
  return [
    on('GET', '', oauthState),
    on('DELETE', '/counts', clearCounts),
    on('POST', '/expire-access-tokens', (context, { body }) => expireAccessTokens(context, body)),
    on('POST', '/revoke-grants', (context, { body }) => revokeGrants(context, body)),
    on('POST', '/refuse-next', (context, { body }) => orderRefusal(context, body)),
    on('PATCH', '/apps/:clientId', (context, { params, body }) => changeApp(context, params['clientId'] ?? '', body)),
    on('PATCH', '/users/:username', (context, { params, body }) => changeUser(context, params['username'] ?? '', body)),
  ];
}
