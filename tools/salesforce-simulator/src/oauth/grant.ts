import { randomBytes } from 'node:crypto';

/** One approval that carries a refresh token. It lives until revoked, displaced, idle too long or reused. */
export interface Grant {
  readonly id: string;
  readonly clientId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  /** Epoch milliseconds, as every time here. */
  readonly approvedAt: number;
  refreshToken: string;
  lastUsedAt: number;
  /** Refresh tokens that rotation took out of use; presenting one ends the grant. */
  readonly retired: string[];
  end: GrantEnd | null;
}

export type GrantEnd = 'revoked' | 'displaced' | 'rotated-token-reused' | 'idle';

export interface AccessToken {
  readonly value: string;
  readonly clientId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly grantId: string | null;
  readonly issuedAt: number;
  expiresAt: number;
}

const day = 24 * 60 * 60_000;

export function newRefreshToken(): string {
  return `5Aep861${randomBytes(48).toString('base64url')}`;
}

/** The part before `!` is the 15-character org id, as in every real token (salesforce-api.md §1.3). */
export function newAccessToken(orgId: string): string {
  return `${orgId.slice(0, 15)}!AR8AQ${randomBytes(60).toString('base64url')}`;
}

export type RefreshVerdict = { kind: 'usable' } | { kind: 'dead'; end: GrantEnd };

/** Whether `presented` may be exchanged now, given the app's idle limit in days. */
export function judgeRefresh(grant: Grant, presented: string, idleDays: number | null, now: number): RefreshVerdict {
  if (grant.end !== null) return { kind: 'dead', end: grant.end };
  if (grant.retired.includes(presented)) return { kind: 'dead', end: 'rotated-token-reused' };
  if (idleDays !== null && now - grant.lastUsedAt > idleDays * day) return { kind: 'dead', end: 'idle' };
  return { kind: 'usable' };
}
