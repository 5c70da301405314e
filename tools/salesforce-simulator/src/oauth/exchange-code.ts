import { checkSecret } from './authenticate-client.js';
import { admitUser } from './admit-user.js';
import type { ConnectedApp } from './connected-app.js';
import { idToken } from './id-token.js';
import type { OAuthContext } from './oauth-context.js';
import { refusals } from './oauth-error.js';
import type { OAuthRequest } from './oauth-message.js';
import { userWithId } from './oauth-org.js';
import { verifierMatches } from './pkce.js';
import type { TokenResponse } from './token-response.js';
import { tokenResponse } from './token-response.js';

/** `grant_type=authorization_code` (salesforce-api.md §1.2, §1.3). */
export function exchangeCode(
  context: OAuthContext,
  request: OAuthRequest,
  app: ConnectedApp,
  secret: string | null,
): TokenResponse {
  const { form, origin } = request;
  const value = form.get('code');
  if (value === null || value === '') throw refusals.missingParameter('code');
  const redirectUri = form.get('redirect_uri');
  if (redirectUri === null) throw refusals.missingParameter('redirect_uri');
  checkSecret(app, secret, true);

  const redeemed = context.codes.redeem(value);
  if (redeemed.kind === 'expired') throw refusals.expiredCode();
  if (redeemed.kind === 'unknown' || redeemed.code.clientId !== app.clientId) throw refusals.invalidCode();
  const { code } = redeemed;
  if (redirectUri !== code.redirectUri) throw refusals.redirectMismatch();
  if (!verifierMatches(code.challenge, form.get('code_verifier'))) throw refusals.wrongVerifier();

  const user = admitUser(context, app, userWithId(context.org, code.userId));
  const lasting = code.scopes.includes('refresh_token') && app.refreshTokenPolicy === 'until-revoked';
  const grant = lasting ? context.tokens.approve(code, app) : null;
  const token = context.tokens.issueAccess(code, app, grant?.id ?? null);
  const response = tokenResponse({ app, orgId: context.org.id, origin, token, refreshToken: grant?.refreshToken });
  if (!code.scopes.includes('openid')) return response;
  return { ...response, id_token: idToken({ app, user, response, nonce: code.nonce, now: context.org.now() }) };
}
