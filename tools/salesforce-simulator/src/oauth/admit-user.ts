import type { ConnectedApp } from './connected-app.js';
import type { OAuthContext } from './oauth-context.js';
import { refusals } from './oauth-error.js';
import type { OAuthUser } from './oauth-org.js';

/** Whether this user may get a token of the app at all; throws the refusal that Salesforce would answer. */
export function admitUser(context: OAuthContext, app: ConnectedApp, user: OAuthUser | undefined): OAuthUser {
  if (user === undefined) throw refusals.authenticationFailure();
  if (!user.active) throw refusals.inactiveUser();
  if (user.frozen) throw refusals.authenticationFailure();
  if (app.permittedUsers === 'admin-approved' && !isAdminApproved(app, user)) throw refusals.notAdminApproved();
  if (!context.logins.admit(user.id, context.org.loginsPerHour)) throw refusals.rateLimited();
  return user;
}

export function isAdminApproved(app: ConnectedApp, user: OAuthUser): boolean {
  return app.approvedUsers.some((username) => username.toLowerCase() === user.username.toLowerCase());
}
