import { leaseAnswer } from '@ce/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KeepAlive } from '../src/refresh-token/keep-alive.js';
import { AuthHarness } from './auth-harness.js';

let auth: AuthHarness;
let connectionId: string;
let workspace = 0;
beforeAll(async () => {
  auth = await AuthHarness.start(undefined, { OAUTH_TIMEOUT_MS: '1500' });
});
afterAll(() => auth.stop());
beforeEach(async () => {
  workspace += 1;
  ({ connectionId } = await auth.connect({}, { workspace: `w${workspace}` }));
});
afterEach(async () => {
  await auth.call('delete', `/connections/${connectionId}`, undefined, { workspace: `w${workspace}` });
  await org('/faults', 'DELETE');
});

async function org(path: string, method = 'POST', body: object = {}): Promise<Response> {
  const url = `${auth.simulator.url}/simulator${path}`;
  if (method === 'GET' || method === 'DELETE') return fetch(url, { method });
  return fetch(url, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

async function refreshes(): Promise<number> {
  const { counts } = (await (await org('/oauth', 'GET')).json()) as {
    counts: Record<string, { granted: number; refused: number }>;
  };
  const count = counts['refresh_token'];
  return (count?.granted ?? 0) + (count?.refused ?? 0);
}

async function lease(refusedGeneration?: number) {
  const answer = await auth.internal('/internal/leases', { connectionId, kind: 'tasks', calls: 1, refusedGeneration });
  return leaseAnswer.parse(answer.body);
}

const health = async () => {
  const shown = await auth.call('get', `/connections/${connectionId}`, undefined, { workspace: `w${workspace}` });
  return shown.body as { health: string; healthReason: string | null; healthFix: string | null };
};

describe('an expired access token', () => {
  it('is refreshed once for fifty callers, who all get the new one', async () => {
    await org('/oauth/expire-access-tokens');
    const before = await refreshes();
    const answers = await Promise.all(Array.from({ length: 50 }, () => lease(1)));
    expect(await refreshes()).toBe(before + 1);
    const tokens = new Set(answers.map((answer) => (answer.kind === 'granted' ? answer.accessToken : answer.reason)));
    expect(tokens.size).toBe(1);
    expect(answers[0]).toMatchObject({ kind: 'granted', generation: 2 });
    expect((await lease(1)).kind).toBe('granted');
    expect(await refreshes()).toBe(before + 1);
  });

  it('stays usable through rotation, refresh after refresh', async () => {
    for (const generation of [1, 2, 3]) {
      await org('/oauth/expire-access-tokens');
      expect(await lease(generation)).toMatchObject({ kind: 'granted', generation: generation + 1 });
    }
  });
});

describe('a refused refresh', () => {
  it('that means a lost approval asks for a reconnect, is published, and is not tried again', async () => {
    await org('/oauth/revoke-grants');
    const answer = await lease(1);
    expect(answer).toMatchObject({ kind: 'unavailable', fix: expect.stringContaining('Reconnect') as string });
    expect(await health()).toMatchObject({ health: 'reconnect-needed' });
    expect((await auth.published(connectionId)).at(-1)).toMatchObject({ health: 'reconnect-needed', version: 2 });
    const before = await refreshes();
    await Promise.all([lease(1), lease()]);
    expect(await refreshes()).toBe(before);
    await auth.connect({ connectionId }, { workspace: `w${workspace}` });
    expect(await health()).toMatchObject({ health: 'connected', healthReason: null });
    expect((await lease()).kind).toBe('granted');
  });

  it('that an administrator can mend pauses, says why, and goes on by itself', async () => {
    await org('/oauth/refuse-next', 'POST', {
      error: 'OAUTH_APP_BLOCKED',
      description: 'this app is blocked by admin',
    });
    expect(await lease(1)).toMatchObject({ kind: 'unavailable', fix: expect.stringContaining('Unblock') as string });
    expect(await health()).toMatchObject({ health: 'degraded' });
    const before = await refreshes();
    expect((await lease(1)).kind).toBe('unavailable');
    expect(await refreshes()).toBe(before);
    await auth.sql('update token set retry_at = now()');
    expect((await lease(1)).kind).toBe('granted');
    expect(await health()).toMatchObject({ health: 'connected' });
  });

  it.each([
    ['invalid_grant', 'inactive user', 'degraded', 'Activate the connected user'],
    ['invalid_grant', 'ip restricted', 'degraded', 'IP'],
    ['invalid_client', 'invalid client credentials', 'degraded', 'consumer secret'],
    ['inactive_org', 'organization is not active', 'degraded', 'locked or closed'],
    ['rate_limit_exceeded', 'login rate exceeded', 'connected', 'tried again by itself'],
  ])('%s, %s: the connection is %s', async (error, description, state, fix) => {
    await org('/oauth/refuse-next', 'POST', { error, description });
    expect(await lease(1)).toMatchObject({ kind: 'unavailable', fix: expect.stringContaining(fix) as string });
    expect(await health()).toMatchObject({ health: state });
  });

  it('that passes is tried again after a pause', async () => {
    await org('/oauth/refuse-next', 'POST', { error: 'server_error', status: 503 });
    expect((await lease(1)).kind).toBe('unavailable');
    expect(await health()).toMatchObject({ health: 'connected' });
    await auth.sql('update token set retry_at = now()');
    expect((await lease(1)).kind).toBe('granted');
  });
});

describe('a process killed while it refreshed', () => {
  const claimOfTheDead = `update token set claim_owner = gen_random_uuid(), claimed_until = now() - interval '1 second'
    where connection_id = $1`;

  it('before Salesforce was asked costs nothing', async () => {
    await auth.sql(claimOfTheDead, [connectionId]);
    expect(await lease(1)).toMatchObject({ kind: 'granted', generation: 2 });
  });

  it('between the answer and the commit leads to one attempt and a clear request to reconnect', async () => {
    const [saved] = await auth.sql<Record<string, unknown>>('select * from token where connection_id = $1', [
      connectionId,
    ]);
    await lease(1);
    await auth.sql(
      `update token set generation = 1, sealed_access_token = $2, sealed_refresh_token = $3 where connection_id = $1`,
      [connectionId, saved?.['sealed_access_token'], saved?.['sealed_refresh_token']],
    );
    await auth.sql(claimOfTheDead, [connectionId]);
    const before = await refreshes();
    const answers = await Promise.all([lease(1), lease(1), lease(1)]);
    expect(answers.map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable', 'unavailable']);
    expect(await refreshes()).toBe(before + 1);
    expect((await health()).healthReason).toContain('process stopped');
  });
});

describe('keep-alive', () => {
  it('refreshes what lay idle for twenty days, and nothing else', async () => {
    const before = await refreshes();
    expect(await auth.get(KeepAlive).refreshIdle()).toBe(0);
    await auth.sql(`update token set refreshed_at = now() - interval '21 days' where connection_id = $1`, [
      connectionId,
    ]);
    expect(await auth.get(KeepAlive).refreshIdle()).toBe(1);
    expect(await refreshes()).toBe(before + 1);
    expect(await lease()).toMatchObject({ kind: 'granted', generation: 2 });
  });
});

describe('disconnecting', () => {
  it('revokes at Salesforce, erases the tokens, publishes, and can be undone by a reconnect', async () => {
    const answer = await auth.call('delete', `/connections/${connectionId}`, undefined, { workspace: `w${workspace}` });
    expect(answer.body).toMatchObject({ health: 'disconnected', revoked: true });
    const [token] = await auth.sql<Record<string, unknown>>('select * from token where connection_id = $1', [
      connectionId,
    ]);
    expect(token).toMatchObject({ sealed_access_token: null, sealed_refresh_token: null });
    const { grants } = (await (await org('/oauth', 'GET')).json()) as { grants: { end: unknown }[] };
    expect(grants.filter(({ end }) => end === null)).toEqual([]);
    expect(await lease()).toMatchObject({ kind: 'unavailable', fix: 'Reconnect it to go on.' });
    expect((await auth.published(connectionId)).at(-1)).toMatchObject({ health: 'disconnected' });
    await auth.connect({ connectionId }, { workspace: `w${workspace}` });
    expect((await lease()).kind).toBe('granted');
  });
});
