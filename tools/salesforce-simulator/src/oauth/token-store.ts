import { randomUUID } from 'node:crypto';
import type { DurableState } from '../org/durable-state.js';
import { approvalsToEnd } from './approvals.js';
import type { ConnectedApp } from './connected-app.js';
import { DurableTable } from './durable-table.js';
import type { AccessToken, Grant, GrantEnd } from './grant.js';
import { judgeRefresh, newAccessToken, newRefreshToken } from './grant.js';

export interface Holder {
  readonly clientId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
}

export type Refreshed =
  { kind: 'refreshed'; grant: Grant; rotated: boolean } | { kind: 'dead'; end: GrantEnd } | { kind: 'unknown' };

const minute = 60_000;

/** Every live and ended token of the org. Nothing here knows of HTTP. */
export class TokenStore {
  private readonly grants: DurableTable<Grant>;
  private readonly tokens: DurableTable<AccessToken>;
  private readonly grantOfRefreshToken = new Map<string, Grant>();

  constructor(
    private readonly orgId: string,
    private readonly now: () => number,
    state: DurableState,
  ) {
    this.grants = new DurableTable(state.section('oauth-grants'));
    this.tokens = new DurableTable(state.section('oauth-access-tokens'));
    for (const grant of this.grants.all()) {
      for (const token of [...grant.retired, grant.refreshToken]) this.grantOfRefreshToken.set(token, grant);
    }
  }

  approve(holder: Holder, app: ConnectedApp): Grant {
    const at = this.now();
    const displaced = approvalsToEnd(this.liveGrants(), holder, app.oldestApprovalEndsAt, app.displacedApproval);
    for (const grant of displaced) this.end(grant, 'displaced');
    const { clientId, userId, scopes } = holder;
    const grant: Grant = {
      clientId,
      userId,
      scopes,
      id: randomUUID(),
      approvedAt: at,
      lastUsedAt: at,
      refreshToken: newRefreshToken(),
      retired: [],
      end: null,
    };
    this.grants.put(grant.id, grant);
    this.grantOfRefreshToken.set(grant.refreshToken, grant);
    return grant;
  }

  issueAccess(holder: Holder, app: ConnectedApp, grantId: string | null): AccessToken {
    const { clientId, userId, scopes } = holder;
    const token: AccessToken = {
      clientId,
      userId,
      scopes,
      grantId,
      value: newAccessToken(this.orgId),
      issuedAt: this.now(),
      expiresAt: this.now() + app.accessTokenMinutes * minute,
    };
    this.tokens.put(token.value, token);
    return token;
  }

  refresh(presented: string, app: ConnectedApp): Refreshed {
    const grant = this.grantOfRefreshToken.get(presented);
    if (grant === undefined || grant.clientId !== app.clientId) return { kind: 'unknown' };
    const verdict = judgeRefresh(grant, presented, app.refreshTokenIdleDays, this.now());
    if (verdict.kind === 'dead') {
      this.end(grant, verdict.end);
      return verdict;
    }
    grant.lastUsedAt = this.now();
    if (app.rotateRefreshTokens) this.rotate(grant);
    this.grants.put(grant.id, grant);
    return { kind: 'refreshed', grant, rotated: app.rotateRefreshTokens };
  }

  access(value: string): AccessToken | undefined {
    return this.tokens.get(value);
  }

  /** Starts the lifetime anew once half of it is gone, so that busy sessions do not write on every call. */
  extend(token: AccessToken, minutes: number): void {
    if (token.expiresAt - this.now() > (minutes * minute) / 2) return;
    token.expiresAt = this.now() + minutes * minute;
    this.tokens.put(token.value, token);
  }

  grantWith(refreshToken: string): Grant | undefined {
    return this.grantOfRefreshToken.get(refreshToken);
  }

  liveGrants(): Grant[] {
    return this.allGrants().filter((grant) => grant.end === null);
  }

  allGrants(): Grant[] {
    return this.grants.all();
  }

  /** Ends the grant and, at the same moment, every access token that came from it. */
  end(grant: Grant, reason: GrantEnd): void {
    grant.end ??= reason;
    this.grants.put(grant.id, grant);
    this.expireAccessTokens((token) => token.grantId === grant.id);
  }

  expireAccessTokens(matching: (token: AccessToken) => boolean): number {
    const due = this.tokens.all().filter((token) => token.expiresAt > this.now() && matching(token));
    for (const token of due) {
      token.expiresAt = 0;
      this.tokens.put(token.value, token);
    }
    return due.length;
  }

  private rotate(grant: Grant): void {
    grant.retired.push(grant.refreshToken);
    grant.refreshToken = newRefreshToken();
    this.grantOfRefreshToken.set(grant.refreshToken, grant);
  }
}
