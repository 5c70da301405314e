import { createHash } from 'node:crypto';

const base64Url = /^[A-Za-z0-9_-]{43,128}$/;

export type ChallengeCheck = { kind: 'usable'; challenge: string | null } | { kind: 'refused'; reason: string };

/** Salesforce takes S256 as the method even when none is named (salesforce-api.md §1.2). */
export function readChallenge(query: URLSearchParams, required: boolean): ChallengeCheck {
  const challenge = query.get('code_challenge');
  if (challenge === null || challenge === '') {
    return required
      ? { kind: 'refused', reason: 'missing required code challenge' }
      : { kind: 'usable', challenge: null };
  }
  const method = query.get('code_challenge_method');
  if (method !== null && method !== 'S256') {
    return { kind: 'refused', reason: 'code challenge method must be S256' };
  }
  return base64Url.test(challenge)
    ? { kind: 'usable', challenge }
    : { kind: 'refused', reason: 'invalid code challenge' };
}

/** A challenge without its verifier is refused; a verifier without a challenge is ignored. */
export function verifierMatches(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null) return true;
  if (verifier === null || verifier === '') return false;
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}
