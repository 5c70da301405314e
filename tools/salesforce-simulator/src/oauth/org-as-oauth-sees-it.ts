import { toDateTime } from '../org/clock.js';
import type { Org, OrgUser } from '../org/org.js';
import type { ConnectedApp } from './connected-app.js';
import type { OAuthOrg, OAuthUser } from './oauth-org.js';

/** The running org through the eyes of its OAuth half; app policies can change while it runs. */
export function asOAuthOrg(org: Org): OAuthOrg {
  const { org: facts, connectedApps, fixedTokens } = org.description;
  const apps = new Map(connectedApps.map((app): [string, ConnectedApp] => [app.clientId, app]));
  return {
    id: org.id,
    isSandbox: facts.isSandbox,
    active: facts.active,
    loginHosts: facts.loginHosts,
    loginsPerHour: facts.loginsPerHour,
    usernamePasswordFlow: facts.usernamePasswordFlow,
    fixedTokens: new Map(Object.entries(fixedTokens)),
    apps: () => [...apps.values()],
    changeApp: (clientId, changes) => {
      const app = apps.get(clientId);
      if (app !== undefined) apps.set(clientId, { ...app, ...changes });
    },
    users: () => org.users().map((user) => asOAuthUser(org, user)),
    user: (userId) => {
      const user = org.userById(userId);
      return user && asOAuthUser(org, user);
    },
    changeUser: (userId, changes) => {
      const user = org.userById(userId);
      if (user !== undefined) org.putUser({ ...user, ...changes });
    },
    now: () => org.clock.now(),
  };
}

function asOAuthUser(org: Org, user: OrgUser): OAuthUser {
  const { id, username, firstName, lastName, email, active, frozen, locale, language, timeZone, password } = user;
  const name = [firstName, lastName].filter((part) => part !== null).join(' ');
  const changed = org.records.get(id)?.['LastModifiedDate'];
  const lastModified = typeof changed === 'string' ? changed : toDateTime(org.clock.now());
  return {
    id,
    username,
    name,
    firstName,
    lastName,
    email,
    active,
    frozen,
    locale,
    language,
    timeZone,
    password: password ?? null,
    lastModified,
  };
}
