import { describe, expect, it } from 'vitest';
import type { StoredToken } from '../token-store/tokens.js';
import { decideRefresh } from './decide-refresh.js';

const stored = (facts: Partial<StoredToken> = {}): StoredToken => ({
  generation: 4,
  accessToken: 'access',
  refreshToken: 'refresh',
  ownClient: null,
  claimedUntil: null,
  claimAbandoned: false,
  failures: 0,
  retryAt: null,
  refusal: null,
  quickRenewals: 0,
  ...facts,
});

describe('decideRefresh', () => {
  it.each([
    ['nothing was refused', stored(), undefined, 'ready'],
    ['an older token was refused, so somebody has refreshed since', stored(), 3, 'ready'],
    ['this token was refused', stored(), 4, 'refresh'],
    ['somebody is at it', stored({ claimedUntil: new Date() }), 4, 'wait'],
    ['the last attempt failed a moment ago', stored({ retryAt: new Date() }), 4, 'backing-off'],
    ['a killed process left its claim', stored({ claimAbandoned: true }), 4, 'refresh'],
    ['new tokens are refused again and again', stored({ quickRenewals: 10 }), 4, 'useless'],
    ['the connection was ended', stored({ accessToken: null }), undefined, 'erased'],
  ])('when %s', (_, token, refused, kind) => {
    expect(decideRefresh(token, refused).kind).toBe(kind);
  });
});
