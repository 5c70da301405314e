import { randomBytes } from 'node:crypto';

const lifetime = 15 * 60_000;

export interface AuthorizationCode {
  readonly clientId: string;
  readonly userId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
  readonly nonce: string | null;
}

export type Redeemed = { kind: 'redeemed'; code: AuthorizationCode } | { kind: 'unknown' } | { kind: 'expired' };

/** Codes live 15 minutes and are worth one try: a failed exchange uses the code up as well. */
export class AuthorizationCodes {
  private readonly codes = new Map<string, { issuedAt: number; code: AuthorizationCode }>();

  constructor(private readonly now: () => number) {}

  issue(code: AuthorizationCode): string {
    const value = `aPrx${randomBytes(45).toString('base64url')}==`;
    this.codes.set(value, { issuedAt: this.now(), code });
    return value;
  }

  redeem(value: string): Redeemed {
    const found = this.codes.get(value);
    if (found === undefined) return { kind: 'unknown' };
    this.codes.delete(value);
    return this.now() - found.issuedAt > lifetime ? { kind: 'expired' } : { kind: 'redeemed', code: found.code };
  }
}
