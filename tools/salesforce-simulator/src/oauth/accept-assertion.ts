import { admitUser, isAdminApproved } from './admit-user.js';
import { findApp } from './authenticate-client.js';
import type { ConnectedApp } from './connected-app.js';
import { assertionIsSigned, readAssertion } from './jwt-assertion.js';
import type { OAuthContext } from './oauth-context.js';
import { refusals } from './oauth-error.js';
import type { OAuthRequest } from './oauth-message.js';
import type { OAuthUser } from './oauth-org.js';
import { userNamed } from './oauth-org.js';
import type { BriefTokenResponse } from './token-response.js';
import { tokenResponse } from './token-response.js';

/** The JWT bearer grant: no refresh token, and the user or an administrator has approved before (salesforce-api.md §1.5). */
export function acceptAssertion(context: OAuthContext, { form, origin }: OAuthRequest): BriefTokenResponse {
  const assertion = form.get('assertion');
  if (assertion === null || assertion === '') throw refusals.missingParameter('assertion');
  const claims = readAssertion(assertion);
  if (claims === null) throw refusals.invalidAssertion();
  const app = findApp(context.org, claims.iss);
  if (app.certificate === undefined || !assertionIsSigned(assertion, app.certificate)) {
    throw refusals.invalidAssertion();
  }
  if (!audienceFits(context, app, claims.aud, origin)) throw refusals.wrongAudience();
  if (claims.exp * 1000 <= context.org.now()) throw refusals.expiredCode();

  const user = userNamed(context.org, claims.sub);
  if (user === undefined || !hasApproved(context, app, user)) throw refusals.notApproved();
  admitUser(context, app, user);
  const holder = { clientId: app.clientId, userId: user.id, scopes: withoutRefresh(app) };
  const token = context.tokens.issueAccess(holder, app, null);
  const { access_token, scope, instance_url, id, token_type } = tokenResponse({
    app,
    orgId: context.org.id,
    origin,
    token,
  });
  return { access_token, scope, instance_url, id, token_type };
}

function audienceFits(context: OAuthContext, app: ConnectedApp, aud: string | string[], origin: string): boolean {
  const host = context.org.isSandbox ? 'https://test.salesforce.com' : 'https://login.salesforce.com';
  const accepted = new Set(app.jwtAudiences ?? [host, origin]);
  return [aud].flat().some((audience) => accepted.has(audience.replace(/\/$/, '')));
}

function hasApproved(context: OAuthContext, app: ConnectedApp, user: OAuthUser): boolean {
  if (isAdminApproved(app, user)) return true;
  const { tokens } = context;
  return tokens.liveGrants().some((grant) => grant.userId === user.id && grant.clientId === app.clientId);
}

export function withoutRefresh(app: ConnectedApp): string[] {
  return app.scopes.filter((scope) => scope !== 'refresh_token' && scope !== 'offline_access');
}
