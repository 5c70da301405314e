import type { Answer } from '../http/route.js';
import { acceptAssertion } from './accept-assertion.js';
import { findApp, readClient } from './authenticate-client.js';
import { clientCredentials } from './client-credentials.js';
import { exchangeCode } from './exchange-code.js';
import type { OAuthContext } from './oauth-context.js';
import { OAuthError, refusals } from './oauth-error.js';
import type { OAuthRequest } from './oauth-message.js';
import { refreshAccess } from './refresh-access.js';
import { tokenBody } from './token-body.js';
import type { BriefTokenResponse } from './token-response.js';
import { usernamePassword } from './username-password.js';

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const appGrants = {
  authorization_code: exchangeCode,
  refresh_token: refreshAccess,
  client_credentials: clientCredentials,
  password: usernamePassword,
} as const;

/** `POST /services/oauth2/token`; every answer is counted under its grant type. */
export function tokenEndpoint(context: OAuthContext, request: OAuthRequest): Answer {
  const grantType = request.form.get('grant_type') ?? 'none';
  const format = request.form.get('format');
  try {
    const body = grantToken(context, request, grantType);
    context.counts.add(countedAs(grantType), 'granted');
    return tokenBody({ ...body }, format, 200);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    context.counts.add(countedAs(grantType), 'refused');
    return tokenBody(error.body(), format, error.status);
  }
}

function grantToken(context: OAuthContext, request: OAuthRequest, grantType: string): BriefTokenResponse {
  context.forced.throwIfOrdered();
  if (grantType === 'none') throw refusals.missingParameter('grant_type');
  if (grantType !== jwtBearer && !isAppGrant(grantType)) throw refusals.unsupportedGrantType();
  if (!context.org.active) throw refusals.inactiveOrg();
  if (grantType === jwtBearer) return acceptAssertion(context, request);
  if (!isAppGrant(grantType)) throw refusals.unsupportedGrantType();
  const client = readClient(request);
  return appGrants[grantType](context, request, findApp(context.org, client.clientId), client.secret);
}

function isAppGrant(grantType: string): grantType is keyof typeof appGrants {
  return Object.hasOwn(appGrants, grantType);
}

function countedAs(grantType: string): string {
  if (grantType === jwtBearer) return 'jwt_bearer';
  return isAppGrant(grantType) ? grantType : 'other';
}
