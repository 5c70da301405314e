import type { Route } from '../http/route.js';
import type { Org } from '../org/org.js';
import type { OAuthContext } from './oauth-context.js';
import { oauthContext } from './oauth-context.js';
import { oauthRoutes } from './oauth-routes.js';
import { asOAuthOrg } from './org-as-oauth-sees-it.js';
import type { Session } from './resolve-session.js';
import { resolveSession } from './resolve-session.js';

/** The OAuth half of one simulator; `currentOrg` may answer another org later, which begins without tokens of the first. */
export class OAuthServer {
  /** Tokens of the org file that were ended; nobody stores those. */
  private readonly endedTokens = new WeakMap<Org, Set<string>>();
  private readonly contexts = new WeakMap<Org, OAuthContext>();

  constructor(private readonly currentOrg: () => Org) {}

  routes(): Route[] {
    return oauthRoutes((org) => this.contextOf(org));
  }

  /** What a bearer token is worth now. `userId` is empty for a token that nobody issued. */
  resolveSession(accessToken: string): Session {
    const context = this.contextOf(this.currentOrg());
    const session = resolveSession(context.tokens, context.org, accessToken);
    const ended = this.endedTokens.get(this.currentOrg())?.has(accessToken) === true;
    return ended ? { state: 'expired', userId: session.userId } : session;
  }

  /** Ends one session for good. */
  expireSession(accessToken: string): void {
    const org = this.currentOrg();
    this.endedTokens.set(org, (this.endedTokens.get(org) ?? new Set()).add(accessToken));
    this.contextOf(this.currentOrg()).tokens.expireAccessTokens((token) => token.value === accessToken);
  }

  /** A valid access token for a user without any flow, for tests and tools. */
  issueSession(username: string): string {
    const { org, tokens } = this.contextOf(this.currentOrg());
    const user = org.users().find((candidate) => candidate.username === username);
    const app = org.apps()[0];
    if (user === undefined || app === undefined) {
      throw new Error(`No session for ${username}: the org file needs this user and at least one connected app.`);
    }
    return tokens.issueAccess({ clientId: app.clientId, userId: user.id, scopes: ['api'] }, app, null).value;
  }

  private contextOf(org: Org): OAuthContext {
    const known = this.contexts.get(org);
    if (known !== undefined) return known;
    const context = oauthContext(asOAuthOrg(org), org.state);
    this.contexts.set(org, context);
    return context;
  }
}
