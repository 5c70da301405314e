import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { administer, appOrg, connect, dataStatus, refresh, withApp } from './oauth-client.js';
import type { ServedOrg } from './serve-org.js';
import { day, minute, serveOrg, SteppedClock } from './serve-org.js';

let served: ServedOrg;
afterEach(() => served.close());

const expired = { status: 400, body: { error: 'invalid_grant', error_description: 'expired access/refresh token' } };

describe('refreshing with rotation', () => {
  it('gives a new refresh token each time', async () => {
    served = await serveOrg(appOrg);
    const first = await connect(served);
    const second = await refresh(served, first['refresh_token'] ?? '');
    expect(second.status).toBe(200);
    expect(second.body['refresh_token']).not.toBe(first['refresh_token']);
    expect(await dataStatus(served, second.body['access_token'] ?? '')).toBe(200);
    expect((await refresh(served, second.body['refresh_token'] ?? '')).status).toBe(200);
  });

  it('ends the grant and its access tokens when an old token comes back', async () => {
    served = await serveOrg(appOrg);
    const first = await connect(served);
    const second = await refresh(served, first['refresh_token'] ?? '');
    expect(await refresh(served, first['refresh_token'] ?? '')).toEqual(expired);
    expect(await refresh(served, second.body['refresh_token'] ?? '')).toEqual(expired);
    expect(await dataStatus(served, second.body['access_token'] ?? '')).toBe(401);
  });
});

describe('refreshing without rotation', () => {
  it('keeps the token and sends none', async () => {
    served = await serveOrg(withApp({ rotateRefreshTokens: false }));
    const first = await connect(served);
    for (let time = 0; time < 3; time += 1) {
      const next = await refresh(served, first['refresh_token'] ?? '');
      expect(next.status).toBe(200);
      expect(next.body).not.toHaveProperty('refresh_token');
    }
  });
});

describe('the life of tokens', () => {
  it('ends an access token that nobody used, and lets each use renew it', async () => {
    served = await serveOrg(appOrg);
    const { access_token: accessToken = '' } = await connect(served);
    served.clock.step(100 * minute);
    expect(await dataStatus(served, accessToken)).toBe(200);
    served.clock.step(100 * minute);
    expect(await dataStatus(served, accessToken)).toBe(200);
    served.clock.step(121 * minute);
    expect(await dataStatus(served, accessToken)).toBe(401);
  });

  it('ends a refresh token that was idle for longer than the policy says', async () => {
    served = await serveOrg(appOrg);
    const { refresh_token: first = '' } = await connect(served);
    served.clock.step(29 * day);
    const { body } = await refresh(served, first);
    served.clock.step(29 * day);
    const next = await refresh(served, body['refresh_token'] ?? '');
    expect(next.status).toBe(200);
    served.clock.step(31 * day);
    expect(await refresh(served, next.body['refresh_token'] ?? '')).toEqual(expired);
  });

  it.each([
    ['sixth', 5],
    ['fifth', 4],
  ] as const)('keeps the newest approvals when the %s ends the oldest', async (oldestApprovalEndsAt, kept) => {
    served = await serveOrg(withApp({ oldestApprovalEndsAt }));
    const grants: Record<string, string>[] = [];
    for (let time = 0; time < 6; time += 1) grants.push(await connect(served));
    const other = await connect(served, { login_hint: 'bob@example.com' });
    const states = await Promise.all(
      grants.map(async (grant) => (await refresh(served, grant['refresh_token'] ?? '')).status),
    );
    expect(states).toEqual(grants.map((_, index) => (index >= 6 - kept ? 200 : 400)));
    expect((await refresh(served, other['refresh_token'] ?? '')).status).toBe(200);
    expect(await dataStatus(served, grants[0]?.['access_token'] ?? '')).toBe(401);
  });

  it('can end the least recently used approval instead', async () => {
    served = await serveOrg(withApp({ displacedApproval: 'least-recently-used', rotateRefreshTokens: false }));
    const grants: Record<string, string>[] = [];
    for (let time = 0; time < 5; time += 1) {
      grants.push(await connect(served));
      served.clock.step(minute);
    }
    const [oldest = {}, second = {}] = grants;
    expect((await refresh(served, oldest['refresh_token'] ?? '')).status).toBe(200);
    await connect(served);
    expect((await refresh(served, oldest['refresh_token'] ?? '')).status).toBe(200);
    expect(await refresh(served, second['refresh_token'] ?? '')).toEqual(expired);
  });

  it('survives a restart of the org', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    const state = join(folder, 'state.jsonl');
    const clock = new SteppedClock();
    served = await serveOrg(appOrg, clock, state);
    const tokens = await connect(served);
    await served.close();
    served = await serveOrg(appOrg, clock, state);
    expect(await dataStatus(served, tokens['access_token'] ?? '')).toBe(200);
    expect((await refresh(served, tokens['refresh_token'] ?? '')).status).toBe(200);
    rmSync(folder, { recursive: true });
  });
});

describe('what an administrator does', () => {
  it('expires all access tokens, which a refresh heals', async () => {
    served = await serveOrg(appOrg);
    const tokens = await connect(served);
    expect(await administer(served, 'POST', '/expire-access-tokens', {})).toEqual({ expired: 1 });
    expect(await dataStatus(served, tokens['access_token'] ?? '')).toBe(401);
    expect((await refresh(served, tokens['refresh_token'] ?? '')).status).toBe(200);
  });

  it.each([
    ['revokes the grant', 'POST', '/revoke-grants', {}, 'expired access/refresh token'],
    ['blocks the app', 'PATCH', `/apps/the-client-id`, { blocked: true }, 'this app is blocked by admin'],
    ['restricts addresses', 'PATCH', `/apps/the-client-id`, { ipRestricted: true }, 'ip restricted'],
    [
      'expires refresh tokens by policy',
      'PATCH',
      '/apps/the-client-id',
      { refreshTokenPolicy: 'expire-immediately' },
      'expired access/refresh token',
    ],
    ['deactivates the user', 'PATCH', '/users/ada@example.com', { active: false }, 'inactive user'],
    ['freezes the user', 'PATCH', '/users/ada@example.com', { frozen: true }, 'authentication failure'],
  ])('%s', async (_, method, path, body, description) => {
    served = await serveOrg(appOrg);
    const tokens = await connect(served);
    await administer(served, method, path, body);
    const answer = await refresh(served, tokens['refresh_token'] ?? '');
    expect([answer.status, answer.body['error_description']]).toEqual([400, description]);
  });

  it('reads how many token calls there were', async () => {
    served = await serveOrg(appOrg);
    const tokens = await connect(served);
    await refresh(served, tokens['refresh_token'] ?? '');
    await refresh(served, 'unknown');
    expect(await administer(served, 'GET', '')).toMatchObject({
      counts: { authorization_code: { granted: 1, refused: 0 }, refresh_token: { granted: 1, refused: 1 } },
      grants: [{ username: 'ada@example.com', rotations: 1, end: null }],
    });
    expect(
      served.journal.select({ since: 0, kind: 'oauth', limit: 10 }).map(({ operations }) => operations[0]?.object),
    ).toEqual([undefined, 'authorization_code', 'refresh_token', 'refresh_token']);
    await administer(served, 'DELETE', '/counts');
    expect(await administer(served, 'GET', '')).toMatchObject({ counts: {} });
  });
});
