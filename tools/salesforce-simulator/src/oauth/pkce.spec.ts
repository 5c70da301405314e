import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readChallenge, verifierMatches } from './pkce.js';

const verifier = 'v'.repeat(64);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const query = (entries: Record<string, string>) => new URLSearchParams(entries);

describe('readChallenge', () => {
  it.each([
    [{ code_challenge: challenge }, { kind: 'usable', challenge }],
    [
      { code_challenge: challenge, code_challenge_method: 'S256' },
      { kind: 'usable', challenge },
    ],
    [{}, { kind: 'usable', challenge: null }],
    [
      { code_challenge: challenge, code_challenge_method: 'plain' },
      { kind: 'refused', reason: 'code challenge method must be S256' },
    ],
    [{ code_challenge: `${'a'.repeat(43)}=` }, { kind: 'refused', reason: 'invalid code challenge' }],
  ])('%j', (entries, expected) => {
    expect(readChallenge(query(entries), false)).toEqual(expected);
  });

  it('wants one where the app does', () => {
    expect(readChallenge(query({}), true).kind).toBe('refused');
  });
});

describe('verifierMatches', () => {
  it.each([
    [challenge, verifier, true],
    [challenge, `${verifier}x`, false],
    [challenge, null, false],
    [null, verifier, true],
    [null, null, true],
  ])('%s with %s', (given, presented, matches) => {
    expect(verifierMatches(given, presented)).toBe(matches);
  });
});
