import { checkSecret } from './authenticate-client.js';
import { admitUser } from './admit-user.js';
import type { ConnectedApp } from './connected-app.js';
import type { OAuthContext } from './oauth-context.js';
import { refusals } from './oauth-error.js';
import type { OAuthRequest } from './oauth-message.js';
import { userWithId } from './oauth-org.js';
import type { TokenResponse } from './token-response.js';
import { tokenResponse } from './token-response.js';

/** `grant_type=refresh_token`: a new refresh token comes back only where rotation is on (salesforce-api.md §1.4, §1.6). */
export function refreshAccess(
  context: OAuthContext,
  request: OAuthRequest,
  app: ConnectedApp,
  secret: string | null,
): TokenResponse {
  const presented = request.form.get('refresh_token');
  if (presented === null || presented === '') throw refusals.missingParameter('refresh_token');
  checkSecret(app, secret, app.requireSecretForRefresh);
  if (app.refreshTokenPolicy === 'expire-immediately') throw refusals.tokenExpired();
  const known = context.tokens.grantWith(presented);
  if (known !== undefined) admitUser(context, app, userWithId(context.org, known.userId));

  const refreshed = context.tokens.refresh(presented, app);
  if (refreshed.kind !== 'refreshed') throw refusals.tokenExpired();
  const { grant, rotated } = refreshed;
  const token = context.tokens.issueAccess(grant, app, grant.id);
  return tokenResponse({
    app,
    orgId: context.org.id,
    origin: request.origin,
    token,
    refreshToken: rotated ? grant.refreshToken : undefined,
  });
}
