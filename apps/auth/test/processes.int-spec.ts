import { randomBytes } from 'node:crypto';
import type { GrantedLease, LeaseAnswer } from '@ce/contracts';
import { eventually } from '@ce/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthHarness } from './auth-harness.js';
import { AuthProcess } from './auth-process.js';

const REPLICAS = 4;
let auth: AuthHarness;
let replicas: AuthProcess[];
let connectionId: string;
let workspace = 0;

beforeAll(async () => {
  auth = await AuthHarness.start(undefined, { OAUTH_TIMEOUT_MS: '1200', UPKEEP_SECONDS: '1' });
  replicas = await Promise.all(Array.from({ length: REPLICAS }, () => AuthProcess.start(auth.environment)));
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await auth.stop();
});
beforeEach(async () => {
  workspace += 1;
  ({ connectionId } = await auth.connect({}, { workspace: `w${workspace}` }));
});

const replica = (index: number): AuthProcess => {
  const found = replicas[index % REPLICAS];
  if (found === undefined) throw new Error('There is no such replica.');
  return found;
};

function lease(at: AuthProcess, change: object = {}): Promise<LeaseAnswer> {
  return at.post<LeaseAnswer>('/internal/leases', { connectionId, kind: 'do-not-contact', calls: 1, ...change });
}

async function refreshes(): Promise<{ granted: number; refused: number }> {
  const answer = await fetch(`${auth.simulator.url}/simulator/oauth`);
  const { counts } = (await answer.json()) as { counts: Record<string, { granted?: number; refused?: number }> };
  return { granted: counts['refresh_token']?.granted ?? 0, refused: counts['refresh_token']?.refused ?? 0 };
}

const slowToken = (milliseconds: number) =>
  auth.simulator.faults.add({
    effect: { type: 'latency', milliseconds, jitter: 0 },
    kinds: ['oauth'],
    pathContains: '/oauth2/token',
    times: 1,
    share: 1,
    after: 0,
    seed: 1,
  });

const claimed = () =>
  eventually(async () => {
    const [row] = await auth.sql<{ claimed: boolean }>(
      'select claim_owner is not null as claimed from token where connection_id = $1',
      [connectionId],
    );
    expect(row?.claimed).toBe(true);
  });

const restart = async (index: number) => {
  await replica(index).kill();
  replicas[index] = await AuthProcess.start(auth.environment);
};

describe('four processes', () => {
  it('refresh an expired token once for fifty callers', async () => {
    const before = await refreshes();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, caller) => lease(replica(caller), { refusedGeneration: 1 })),
    );
    expect(await refreshes()).toEqual({ ...before, granted: before.granted + 1 });
    expect(
      new Set(answers.map((answer) => (answer.kind === 'granted' ? answer.accessToken : answer.reason))).size,
    ).toBe(1);
    expect(answers.every((answer) => answer.kind === 'granted' && answer.generation === 2)).toBe(true);
  });

  it('never spend more than the cap, however the calls are spread, settled and killed', async () => {
    const cap = 120;
    const rules = { cap: { calls: cap }, reserve: { calls: 0 } };
    await auth.call('put', `/connections/${connectionId}/budget`, rules, { workspace: `w${workspace}` });
    await auth.sql('delete from call_use');
    let spent = 0;
    const spend = async (caller: number) => {
      const answer = await lease(replica(caller), { calls: 1 + (caller % 5) });
      if (answer.kind !== 'granted') return;
      const calls = Math.max(1, answer.calls - (caller % 2));
      spent += calls;
      await replica(caller + 1).post(`/internal/leases/${answer.leaseId}/settle`, {
        connectionId,
        calls,
        orgUsage: null,
      });
    };
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(Array.from({ length: 40 }, (_, caller) => spend(caller)));
      if (round === 1) await restart(2);
    }
    expect(spent).toBe(cap);
    const shown = await auth.call('get', `/connections/${connectionId}/budget`, undefined, {
      workspace: `w${workspace}`,
    });
    expect(shown.body).toMatchObject({ state: 'exhausted', used: cap, left: 0 });
  });
});

describe('kill -9 during a refresh', () => {
  it('before Salesforce did anything: the next caller refreshes', async () => {
    slowToken(500);
    await fetch(`${auth.simulator.url}/simulator/oauth/refuse-next`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error: 'server_error', status: 503 }),
    });
    const doomed = lease(replica(0), { refusedGeneration: 1 }).catch(() => undefined);
    await claimed();
    await restart(0);
    await doomed;
    const answer = await eventually(async () => {
      const next = await lease(replica(1), { refusedGeneration: 1 });
      expect(next.kind).toBe('granted');
      return next as GrantedLease;
    });
    expect(answer.generation).toBe(2);
  });

  it('after the answer and before the commit: one attempt, then a clear request to reconnect, and no loop', async () => {
    const before = await refreshes();
    slowToken(500);
    const doomed = lease(replica(0), { refusedGeneration: 1 }).catch(() => undefined);
    await claimed();
    // The row is held, so that the process has Salesforce's answer and cannot store it.
    const holder = new Client({ connectionString: auth.database.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select 1 from auth.token where connection_id = $1 for update', [connectionId]);
    await eventually(async () => expect(await refreshes()).toEqual({ ...before, granted: before.granted + 1 }));
    await restart(0);
    await doomed;
    await holder.query('rollback');
    await holder.end();

    await eventually(async () => {
      const next = await lease(replica(1), { refusedGeneration: 1 });
      expect(next).toMatchObject({ kind: 'unavailable', fix: expect.stringContaining('Reconnect') as string });
    });
    const answers = await Promise.all([0, 1, 2, 3].map((index) => lease(replica(index), { refusedGeneration: 1 })));
    expect(answers.every(({ kind }) => kind === 'unavailable')).toBe(true);
    expect(await refreshes()).toEqual({ granted: before.granted + 1, refused: before.refused + 1 });
    expect((await auth.published(connectionId)).at(-1)).toMatchObject({ health: 'reconnect-needed' });
  });

  it('after the commit: the others use what was stored', async () => {
    await lease(replica(0), { refusedGeneration: 1 });
    const before = await refreshes();
    await restart(0);
    expect(await lease(replica(3), { refusedGeneration: 1 })).toMatchObject({ kind: 'granted', generation: 2 });
    expect(await refreshes()).toEqual(before);
  });
});

describe('rotating the sealing keys', () => {
  const next = `k2:${randomBytes(32).toString('base64')}`;

  it('seals everything anew while the services run, after which the former key can go', async () => {
    const former = auth.environment['SEALING_KEYS'] ?? '';
    // First every replica learns the next key, then it begins to seal, then the former one goes.
    await auth.restart({ SEALING_KEYS: `${former},${next}` });
    await Promise.all([0, 1].map((index) => restart(index)));
    const newcomer = await AuthProcess.start({ ...auth.environment, SEALING_KEYS: `${next},${former}` });
    let resealed = false;
    const sealed = eventually(async () => {
      const rows = await auth.sql(`select 1 from token where sealed_access_token not like 'k2.%'`);
      expect(rows).toEqual([]);
      resealed = true;
    });
    let leases = 0;
    while (!resealed) {
      expect((await lease(replica(leases % 2))).kind).toBe('granted');
      leases += 1;
    }
    await sealed;
    expect((await lease(replica(0))).kind).toBe('granted');
    await newcomer.stop();
    const alone = await AuthProcess.start({ ...auth.environment, SEALING_KEYS: next });
    expect((await lease(alone)).kind).toBe('granted');
    await alone.stop();
  });

  it('is a start-up error in words when a key is missing or another one, and shows no key', async () => {
    const wrong = randomBytes(32).toString('base64');
    const another = await AuthProcess.failToStart({ ...auth.environment, SEALING_KEYS: `k2:${wrong}` });
    expect(another.code).toBe(1);
    expect(another.said).toContain('The key "k2" is not the one that was used under this id');
    const missing = await AuthProcess.failToStart({ ...auth.environment, SEALING_KEYS: `k3:${wrong}` });
    expect(missing.said).toContain('The key "k2" is missing, and tokens are sealed under it');
    expect(another.said + missing.said).not.toContain(wrong);
  });
});
