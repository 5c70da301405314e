import { randomBytes } from 'node:crypto';
import type { LeaseAnswer } from '@ce/contracts';
import { inTransaction } from '@ce/database';
import { LeaseClient, makeWithOrg } from '@ce/delivery';
import type { OrgCall } from '@ce/salesforce';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { RevokeTokens } from '../src/revoke-tokens/revoke-tokens.js';
import { AuthHarness, INTERNAL } from './auth-harness.js';
import { AuthProcess } from './auth-process.js';

const REPLICAS = 4;
let auth: AuthHarness;
let replicas: AuthProcess[];
let connectionId: string;
let workspace = 0;

beforeAll(async () => {
  auth = await AuthHarness.start(undefined, { UPKEEP_SECONDS: '1' });
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

const restart = async (index: number) => {
  await replica(index).kill();
  replicas[index] = await AuthProcess.start(auth.environment);
};

describe('four processes', () => {
  it('refresh an expired token once for fifty callers', async () => {
    await auth.salesforce('/oauth/expire-access-tokens');
    const before = await auth.refreshes();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, caller) => lease(replica(caller), { refusedGeneration: 1 })),
    );
    expect(await auth.refreshes()).toEqual({ ...before, granted: before.granted + 1 });
    expect(
      new Set(answers.map((answer) => (answer.kind === 'granted' ? answer.accessToken : answer.reason))).size,
    ).toBe(1);
    expect(answers.every((answer) => answer.kind === 'granted' && answer.generation === 2)).toBe(true);
  });

  it('renew once for fifty works of our services, each of which Salesforce refuses with INVALID_SESSION_ID', async () => {
    await auth.salesforce('/oauth/expire-access-tokens');
    const before = await auth.refreshes();
    const calls: OrgCall[] = [];
    const withOrgAt = (index: number) =>
      makeWithOrg({
        leases: new LeaseClient({ authUrl: replica(index).url, token: INTERNAL, timeoutMs: 20_000 }),
        callTimeoutMs: 20_000,
        onCall: (_, call) => calls.push(call),
      });
    const works = Array.from({ length: 50 }, (_, caller) =>
      withOrgAt(caller)({ connectionId, kind: 'do-not-contact', calls: 1 }, (org) =>
        org.query('SELECT Id FROM User LIMIT 1'),
      ),
    );
    const answers = await Promise.all(works);
    expect(answers.map(({ kind }) => kind)).toEqual(Array(50).fill('done'));
    expect(calls.filter(({ status }) => status === 401).length).toBeGreaterThan(0);
    expect(calls.filter(({ status }) => status === 200)).toHaveLength(50);
    expect(await auth.refreshes()).toEqual({ ...before, granted: before.granted + 1 });
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

describe('rotating the sealing keys', () => {
  const next = `k2:${randomBytes(32).toString('base64')}`;

  it('seals everything anew while the services run, after which the former key can go', async () => {
    const former = auth.environment['SEALING_KEYS'] ?? '';
    const started = await auth.call('post', '/connections', { environment: 'production' }, { workspace: 'w-rotation' });
    const query = await auth.consent((started.body as { authorizationUrl: string }).authorizationUrl);
    await planRevocation();
    const caller = new Caller();
    // First every replica learns the next key, then each begins to seal with it, then the former one goes.
    for (const SEALING_KEYS of [`${former},${next}`, `${next},${former}`]) {
      Object.assign(auth.environment, { SEALING_KEYS });
      for (let index = 0; index < REPLICAS; index += 1) await caller.without(index, () => roll(index));
    }
    const keys = await eventually(async () => {
      const answer = JSON.parse((await replica(0).manage('GET', '/internal/sealing', INTERNAL)).text) as Sealing;
      expect(answer.keys).toContainEqual({ keyId: 'k1', values: 0, active: false, removable: true });
      return answer.keys;
    });
    const { values } = keys.find(({ keyId }) => keyId === 'k2') ?? { values: 0 };
    const metrics = (await replica(1).manage('GET', '/metrics')).text;
    expect(metrics).toMatch(new RegExp(`^auth_sealed_values\\{key="k1".*\\} 0$`, 'm'));
    expect(metrics).toMatch(new RegExp(`^auth_sealed_values\\{key="k2".*\\} ${values}$`, 'm'));
    expect(await sealedUnder('k1')).toBe(0);
    expect(await sealedUnder('k2')).toBe(values);
    expect((await auth.auditOf(connectionId, `w${workspace}`))[0]).toMatchObject({
      action: 'resealed',
      detail: expect.stringContaining('"k2"') as string,
    });

    await auth.restart({ SEALING_KEYS: next });
    for (let index = 0; index < REPLICAS; index += 1) await caller.without(index, () => roll(index));
    const { leases, failures } = await caller.stop();
    expect(failures).toEqual([]);
    expect(leases).toBeGreaterThan(2 * REPLICAS);
    expect(await lease(replica(0), { refusedGeneration: 1 })).toMatchObject({ kind: 'granted', generation: 2 });
    // What was begun under the former key ends under the next one.
    expect((await replica(3).manage('GET', `/oauth/callback?${query}`)).status).toBe(200);
  }, 400_000);

  it('shows its progress to our own services alone', async () => {
    expect((await replica(0).manage('GET', '/internal/sealing')).status).toBe(401);
    expect((await auth.call('get', '/internal/sealing')).status).toBe(401);
  });

  it('is a start-up error in words when a key is missing or another one, and shows no key', async () => {
    const wrong = randomBytes(32).toString('base64');
    const another = await AuthProcess.failToStart({ ...auth.environment, SEALING_KEYS: `k2:${wrong}` });
    expect(another.code).toBe(1);
    expect(another.reason).toContain('The key "k2" is not the one that was used under this id');
    const missing = await AuthProcess.failToStart({ ...auth.environment, SEALING_KEYS: `k3:${wrong}` });
    expect(missing.reason).toContain('The key "k2" is missing, and tokens are sealed under it');
    expect(another.said + missing.said).not.toContain(wrong);
  });
});

interface Sealing {
  keys: { keyId: string; values: number }[];
}

/** Leases without a pause, as a load balancer would send them: to every replica that is up. */
class Caller {
  readonly #up = new Set(Array.from({ length: REPLICAS }, (_, index) => index));
  readonly #failures: unknown[] = [];
  readonly #done: Promise<void>;
  #round: Promise<void> = Promise.resolve();
  #leases = 0;
  #going = true;

  constructor() {
    this.#done = this.#call();
  }

  /** As a load balancer drains a replica: nothing is on its way to it any more when `work` begins. */
  async without(index: number, work: () => Promise<void>): Promise<void> {
    this.#up.delete(index);
    await this.#round;
    await work();
    this.#up.add(index);
  }

  async stop(): Promise<{ leases: number; failures: unknown[] }> {
    this.#going = false;
    await this.#done;
    return { leases: this.#leases, failures: this.#failures };
  }

  async #call(): Promise<void> {
    while (this.#going) await (this.#round = this.#askAll());
  }

  async #askAll(): Promise<void> {
    const answers = await Promise.allSettled([...this.#up].map((index) => lease(replica(index))));
    for (const answer of answers) {
      if (answer.status === 'fulfilled' && answer.value.kind === 'granted') this.#leases += 1;
      else this.#failures.push(answer.status === 'fulfilled' ? answer.value : answer.reason);
    }
  }
}

/** As a rollout does it: SIGTERM, then the next process. */
async function roll(index: number): Promise<void> {
  await replica(index).stop();
  replicas[index] = await AuthProcess.start(auth.environment);
}

/** A token that waits for a Salesforce that is away. */
async function planRevocation(): Promise<void> {
  const nobody = { connectionId: 'con-gone', workspaceId: 'w-gone', loginUrl: 'http://127.0.0.1:9', token: 'live' };
  await inTransaction(auth.get(DataSource), (manager) => auth.get(RevokeTokens).plan(manager, nobody));
}

/** Counted from the columns' names, so that a new table is not forgotten. */
async function sealedUnder(keyId: string): Promise<number> {
  const columns = await auth.sql<{ table: string; column: string }>(
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = 'auth' and column_name like 'sealed%'`,
  );
  expect(columns.length).toBeGreaterThan(4);
  let count = 0;
  for (const { table, column } of columns) {
    const [row] = await auth.sql<{ count: number }>(
      `select count(*)::int as count from ${table} where ${column} like '${keyId}.%'`,
    );
    count += row?.count ?? 0;
  }
  return count;
}
