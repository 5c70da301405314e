import type { Answer } from '../http/route.js';
import type { OAuthContext } from './oauth-context.js';
import { refusals } from './oauth-error.js';
import type { OAuthRequest } from './oauth-message.js';

/** POST or GET with `token`: a refresh token ends its whole grant, an access token only itself. */
export function revokeToken(context: OAuthContext, request: OAuthRequest): Answer {
  const value = request.form.get('token') ?? request.query.get('token') ?? '';
  const revoked = revoke(context, value);
  context.counts.add('revoke', revoked ? 'granted' : 'refused');
  if (revoked) return { status: 200 };
  const refusal = refusals.invalidToken();
  return { status: refusal.status, body: refusal.body() };
}

function revoke({ tokens }: OAuthContext, value: string): boolean {
  const grant = tokens.grantWith(value);
  if (grant !== undefined) {
    // A refresh token that rotation has taken out of use names nothing any more.
    if (grant.end !== null || grant.refreshToken !== value) return false;
    tokens.end(grant, 'revoked');
    return true;
  }
  return tokens.expireAccessTokens((token) => token.value === value) > 0;
}
