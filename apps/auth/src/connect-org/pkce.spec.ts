import { describe, expect, it } from 'vitest';
import { challengeOf, newState, newVerifier } from './pkce.js';

describe('PKCE', () => {
  it('gives the challenge of RFC 7636, appendix B', () => {
    expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });

  it('makes verifiers of the length and letters that RFC 7636 asks, never twice', () => {
    expect(newVerifier()).toMatch(/^[A-Za-z0-9._~-]{43,128}$/);
    expect(newVerifier()).not.toBe(newVerifier());
    expect(newState()).not.toBe(newState());
  });
});
