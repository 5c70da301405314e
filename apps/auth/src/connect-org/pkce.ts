import { createHash, randomBytes } from 'node:crypto';

/** 43 characters, the least that RFC 7636 takes; 256 random bits. */
export function newVerifier(): string {
  return randomBytes(32).toString('base64url');
}

/** The S256 challenge of RFC 7636 §4.2. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}

export function newState(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOfState(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}
