import type { ConnectedApp } from './connected-app.js';

export interface OAuthUser {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string;
  readonly email: string;
  readonly active: boolean;
  readonly frozen: boolean;
  readonly password: string | null;
  readonly locale: string;
  readonly language: string;
  readonly timeZone: string;
  /** ISO date-time. */
  readonly lastModified: string;
}

/** What the OAuth half needs to know of the simulated org. */
export interface OAuthOrg {
  /** 18 characters. */
  readonly id: string;
  readonly isSandbox: boolean;
  /** `false` answers every token call with `inactive_org`. */
  readonly active: boolean;
  /** Host names (without port) that play the part of login.salesforce.com; every other host is the My Domain. */
  readonly loginHosts: readonly string[];
  /** Salesforce refuses more logins of one user in an hour than this. */
  readonly loginsPerHour: number;
  readonly usernamePasswordFlow: 'blocked' | 'allowed';
  /** Tokens of the org file that are simply valid; the value is a username. */
  readonly fixedTokens: ReadonlyMap<string, string>;
  apps(): readonly ConnectedApp[];
  changeApp(clientId: string, changes: Partial<ConnectedApp>): void;
  users(): readonly OAuthUser[];
  user(userId: string): OAuthUser | undefined;
  changeUser(userId: string, changes: { active?: boolean; frozen?: boolean }): void;
  /** Epoch milliseconds. */
  now(): number;
}

export function userNamed(org: OAuthOrg, username: string): OAuthUser | undefined {
  return org.users().find((user) => user.username.toLowerCase() === username.toLowerCase());
}

export function userWithId(org: OAuthOrg, userId: string): OAuthUser | undefined {
  return org.user(userId);
}

export function appWithId(org: OAuthOrg, clientId: string): ConnectedApp | undefined {
  return org.apps().find((app) => app.clientId === clientId);
}
