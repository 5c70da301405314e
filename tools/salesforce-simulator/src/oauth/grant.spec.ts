import { describe, expect, it } from 'vitest';
import type { Grant } from './grant.js';
import { judgeRefresh, newAccessToken } from './grant.js';

const day = 24 * 60 * 60_000;
const grant = (changes: Partial<Grant> = {}): Grant => ({
  id: 'g',
  clientId: 'app',
  userId: 'ada',
  scopes: [],
  approvedAt: 0,
  lastUsedAt: 0,
  refreshToken: 'current',
  retired: ['old'],
  end: null,
  ...changes,
});

describe('judgeRefresh', () => {
  it.each([
    ['the current token', grant(), 'current', 30, day, { kind: 'usable' }],
    ['the last day of idleness', grant(), 'current', 30, 30 * day, { kind: 'usable' }],
    ['one day more', grant(), 'current', 30, 31 * day, { kind: 'dead', end: 'idle' }],
    ['no idle limit', grant(), 'current', null, 400 * day, { kind: 'usable' }],
    ['a rotated-out token', grant(), 'old', 30, day, { kind: 'dead', end: 'rotated-token-reused' }],
    ['an ended grant', grant({ end: 'displaced' }), 'current', 30, day, { kind: 'dead', end: 'displaced' }],
  ] as const)('%s', (_, given, presented, idleDays, now, verdict) => {
    expect(judgeRefresh(given, presented, idleDays, now)).toEqual(verdict);
  });
});

it('an access token begins with the 15-character org id', () => {
  expect(newAccessToken('00D5g00000SimOrgEAG')).toMatch(/^00D5g00000SimOr!/);
});
