import { describe, expect, it } from 'vitest';
import { judgeRefusal } from './judge-refusal.js';

const facts = { flow: 'web-server', failures: 0, claimAbandoned: false, approvals: 1 } as const;
const gone = {
  code: 'invalid_grant',
  description: 'expired access/refresh token',
  permanent: true,
  errorClass: 'authentication',
  fix: 'Reconnect the org.',
} as const;

describe('judgeRefusal', () => {
  it('asks for a reconnect when the approval is gone', () => {
    expect(judgeRefusal(gone, facts)).toMatchObject({ kind: 'reconnect', fix: 'Reconnect the org.' });
  });

  it('says that a crash lost the token, when one did', () => {
    expect(judgeRefusal(gone, { ...facts, claimAbandoned: true }).reason).toContain('process stopped');
  });

  it('says that a newer approval has displaced it, when its user serves too many connections', () => {
    const displaced = judgeRefusal(gone, { ...facts, approvals: 6 });
    expect(displaced).toMatchObject({ kind: 'reconnect', fix: expect.stringContaining('user of its own') as string });
    expect(displaced.reason).toContain('serves 6 connections');
    expect(judgeRefusal(gone, { ...facts, approvals: 4 }).reason).not.toContain('serves');
  });

  it('waits for an administrator where a reconnect would change nothing', () => {
    const blocked = { ...gone, description: 'ip restricted', errorClass: 'configuration' } as const;
    expect(judgeRefusal(blocked, facts)).toMatchObject({ kind: 'blocked', retryAfterMs: 900_000 });
    expect(judgeRefusal({ ...gone, description: 'inactive user' }, facts).kind).toBe('blocked');
    expect(judgeRefusal({ ...gone, code: 'something_new' }, facts).kind).toBe('blocked');
    expect(judgeRefusal(gone, { ...facts, flow: 'jwt-bearer' }).kind).toBe('blocked');
  });

  it('backs off from what passes, up to five minutes', () => {
    const down = { ...gone, code: 'HTTP_503', permanent: false, errorClass: 'transient' } as const;
    const pauses = [0, 1, 2, 20].map((failures) => judgeRefusal(down, { ...facts, failures }));
    expect(pauses).toMatchObject(
      [2_000, 4_000, 8_000, 300_000].map((retryAfterMs) => ({ kind: 'later', retryAfterMs })),
    );
  });
});
