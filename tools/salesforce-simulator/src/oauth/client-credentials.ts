import { withoutRefresh } from './accept-assertion.js';
import { admitUser } from './admit-user.js';
import { checkSecret } from './authenticate-client.js';
import type { ConnectedApp } from './connected-app.js';
import type { OAuthContext } from './oauth-context.js';
import { refusals } from './oauth-error.js';
import type { OAuthRequest } from './oauth-message.js';
import { userNamed } from './oauth-org.js';
import type { BriefTokenResponse } from './token-response.js';
import { tokenResponse } from './token-response.js';

/** `grant_type=client_credentials`: the app's own user, on the My Domain host (salesforce-api.md §1.5). */
export function clientCredentials(
  context: OAuthContext,
  { origin }: OAuthRequest,
  app: ConnectedApp,
  secret: string | null,
): BriefTokenResponse {
  const { org, tokens } = context;
  const onLoginHost = org.loginHosts.includes(new URL(origin).hostname);
  if (onLoginHost && !app.clientCredentialsOnLoginHost) throw refusals.wrongHost();
  checkSecret(app, secret, true);
  const runAs = app.clientCredentialsUser === undefined ? undefined : userNamed(org, app.clientCredentialsUser);
  if (runAs === undefined) throw refusals.noCredentialsUser();
  admitUser(context, app, runAs);
  const holder = { clientId: app.clientId, userId: runAs.id, scopes: withoutRefresh(app) };
  const token = tokens.issueAccess(holder, app, null);
  return { ...tokenResponse({ app, orgId: org.id, origin, token }), api_instance_url: origin };
}
