import { admitUser } from './admit-user.js';
import { checkSecret } from './authenticate-client.js';
import type { ConnectedApp } from './connected-app.js';
import type { OAuthContext } from './oauth-context.js';
import { refusals } from './oauth-error.js';
import type { OAuthRequest } from './oauth-message.js';
import { userNamed } from './oauth-org.js';
import type { TokenResponse } from './token-response.js';
import { tokenResponse } from './token-response.js';
import { withoutRefresh } from './accept-assertion.js';

/** `grant_type=password`: refused by new orgs; older ones look at the password (salesforce-api.md §1.5). */
export function usernamePassword(
  context: OAuthContext,
  { form, origin }: OAuthRequest,
  app: ConnectedApp,
  secret: string | null,
): TokenResponse {
  const { org, tokens } = context;
  if (org.usernamePasswordFlow === 'blocked') throw refusals.authenticationFailure();
  checkSecret(app, secret, true);
  const user = userNamed(org, form.get('username') ?? '');
  const password = user?.password ?? null;
  if (user === undefined || password === null || password !== form.get('password')) throw refusals.invalidPassword();
  admitUser(context, app, user);
  const token = tokens.issueAccess({ clientId: app.clientId, userId: user.id, scopes: withoutRefresh(app) }, app, null);
  return tokenResponse({ app, orgId: org.id, origin, token });
}
