import type { GrantedLease, LeaseAnswer } from '@ce/contracts';
import { eventually } from '@ce/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthHarness } from './auth-harness.js';
import { AuthProcess } from './auth-process.js';
import { SalesforceGate } from './salesforce-gate.js';

const REPLICAS = 4;
let auth: AuthHarness;
let gate: SalesforceGate;
let replicas: AuthProcess[];
let connectionId: string;
let count = 0;
const workspace = () => `w${count}`;

beforeAll(async () => {
  auth = await AuthHarness.start(undefined, { OAUTH_TIMEOUT_MS: '5000', UPKEEP_SECONDS: '1' });
  gate = await SalesforceGate.before(auth.simulator.url);
  replicas = await Promise.all(Array.from({ length: REPLICAS }, () => AuthProcess.start(auth.environment)));
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await gate.close();
  await auth.stop();
});
beforeEach(async () => {
  count += 1;
  ({ connectionId } = await auth.connect({ myDomain: gate.url }, { workspace: workspace() }));
  await auth.salesforce('/oauth/expire-access-tokens');
});

const replica = (index: number): AuthProcess => {
  const found = replicas[index];
  if (found === undefined) throw new Error('There is no such replica.');
  return found;
};

const lease = (index: number, refusedGeneration?: number): Promise<LeaseAnswer> =>
  replica(index).post('/internal/leases', { connectionId, kind: 'tasks', calls: 1, refusedGeneration });

/** Asks for the renewal that will not be answered. */
const doomedLease = () => lease(0, 1).catch(() => undefined);

const killTheFirst = async () => {
  await replica(0).kill();
  replicas[0] = await AuthProcess.start(auth.environment);
};

const renewed = (index: number) =>
  eventually(async () => {
    const answer = await lease(index, 1);
    expect(answer.kind).toBe('granted');
    return answer as GrantedLease;
  });

const works = async ({ accessToken, instanceUrl, apiVersion }: GrantedLease) => {
  const limits = `${instanceUrl}/services/data/v${apiVersion}/limits`;
  return (await fetch(limits, { headers: { authorization: `Bearer ${accessToken}` } })).status;
};

/** What a lost answer must lead to: one more attempt over all processes, a request in words, and then silence. */
async function expectReconnectNeeded(before: { granted: number; refused: number }): Promise<void> {
  await eventually(async () => {
    const next = await lease(1, 1);
    expect(next).toMatchObject({ kind: 'unavailable', fix: expect.stringContaining('Reconnect') as string });
  });
  const answers = await Promise.all([0, 1, 2, 3].map((index) => lease(index, 1)));
  expect(answers.map(({ kind }) => kind)).toEqual(Array(REPLICAS).fill('unavailable'));
  expect(await auth.refreshes()).toEqual({ granted: before.granted + 1, refused: before.refused + 1 });
  expect((await auth.published(connectionId)).at(-1)).toMatchObject({ health: 'reconnect-needed' });
  const audit = await auth.auditOf(connectionId, workspace());
  expect(audit[0]).toMatchObject({ action: 'reconnect-needed', actor: 'auth' });
  expect(audit[0]?.detail).toContain('A process stopped');
  const { page } = await auth.connect({ connectionId }, { workspace: workspace() });
  expect(page.status).toBe(200);
  expect((await lease(2)).kind).toBe('granted');
}

async function blocker(): Promise<Client> {
  const client = new Client({ connectionString: auth.database.url });
  await client.connect();
  await client.query('begin');
  return client;
}

const end = async (client: Client) => {
  await client.query('rollback');
  await client.end();
};

describe('kill -9 during a refresh', () => {
  it('before Salesforce has the request: the next caller renews, and nobody notices', async () => {
    const before = await auth.refreshes();
    const held = gate.hold('request');
    const doomed = doomedLease();
    await held.arrived;
    await killTheFirst();
    held.release();
    await doomed;
    const answer = await renewed(1);
    expect(answer.generation).toBe(2);
    expect(await works(answer)).toBe(200);
    expect(await auth.refreshes()).toEqual({ ...before, granted: before.granted + 1 });
  });

  it('when Salesforce has answered and the answer is on its way: a clear request to reconnect, and no loop', async () => {
    const before = await auth.refreshes();
    const held = gate.hold('answer');
    const doomed = doomedLease();
    await held.arrived;
    await killTheFirst();
    held.release();
    await doomed;
    await expectReconnectNeeded(before);
  });

  it('when the answer is there and not committed: nobody was given the token, and the same request', async () => {
    const before = await auth.refreshes();
    const holder = await blocker();
    const doomed = doomedLease();
    const held = gate.hold('answer');
    await held.arrived;
    // The row is held before the answer goes on, so that the process has it and cannot store it.
    await holder.query('select 1 from auth.token where connection_id = $1 for update', [connectionId]);
    held.release();
    await eventually(async () => expect(await waitingFor('update token')).toBe(1));
    let given: LeaseAnswer | undefined;
    const other = lease(1, 1).then((answer) => (given = answer));
    expect(await lease(2)).toMatchObject({ kind: 'granted', generation: 1 });
    expect(given).toBeUndefined();
    await killTheFirst();
    await doomed;
    await end(holder);
    expect((await other).kind).toBe('unavailable');
    await expectReconnectNeeded(before);
  });

  it('when it is committed and the caller has no answer yet: the others use what was stored', async () => {
    const before = await auth.refreshes();
    const [holder, gatekeeper] = [await blocker(), await blocker()];
    const held = gate.hold('answer');
    const doomed = doomedLease();
    await held.arrived;
    await holder.query('select 1 from auth.token where connection_id = $1 for update', [connectionId]);
    held.release();
    await eventually(async () => expect(await waitingFor('update token')).toBe(1));
    // Granted only after the process has committed, and before it can read the row for its caller.
    const locked = gatekeeper.query('lock table auth.token in access exclusive mode');
    await eventually(async () => expect(await waitingFor('lock table')).toBe(1));
    await end(holder);
    await locked;
    const { rows } = await gatekeeper.query<{ generation: number }>(
      'select generation from auth.token where connection_id = $1',
      [connectionId],
    );
    expect(rows).toEqual([{ generation: 2 }]);
    await replica(0).kill();
    await end(gatekeeper);
    await doomed;
    replicas[0] = await AuthProcess.start(auth.environment);
    const answer = await renewed(3);
    expect(answer.generation).toBe(2);
    expect(await works(answer)).toBe(200);
    expect(await auth.refreshes()).toEqual({ ...before, granted: before.granted + 1 });
  });
});

describe('SIGTERM during a refresh', () => {
  it('stores the answer, although the caller has gone', async () => {
    const before = await auth.refreshes();
    const held = gate.hold('answer');
    const caller = new AbortController();
    const asked = fetch(`${replica(0).url}/internal/leases`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${auth.environment['INTERNAL_TOKEN'] ?? ''}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ connectionId, kind: 'tasks', calls: 1, refusedGeneration: 1 }),
      signal: caller.signal,
    }).catch(() => undefined);
    await held.arrived;
    caller.abort();
    await asked;
    const stopped = replica(0).stop();
    await eventually(() => expect(replica(0).said).toContain('stopping'));
    held.release();
    await stopped;
    const answer = await renewed(1);
    expect(answer.generation).toBe(2);
    expect(await auth.refreshes()).toEqual({ ...before, granted: before.granted + 1 });
    replicas[0] = await AuthProcess.start(auth.environment);
  });
});

describe('a disconnect during a refresh', () => {
  it('leaves no approval alive, also when Salesforce has just given a newer one', async () => {
    const before = await auth.liveGrants();
    const held = gate.hold('answer');
    const asked = lease(0, 1);
    const early = asked.then((answer) => {
      const said = answer.kind === 'granted' ? `granted, generation ${answer.generation}` : answer.reason;
      throw new Error(`It was answered without a refresh: ${said}`);
    });
    await Promise.race([held.arrived, early]).catch((error: unknown) => {
      // Else this would hold the renewal of the next test.
      held.release();
      throw error;
    });
    const gone = await auth.call('delete', `/connections/${connectionId}`, undefined, { workspace: workspace() });
    expect(gone.status).toBe(200);
    held.release();
    expect((await asked).kind).toBe('unavailable');
    await eventually(async () => expect(await auth.liveGrants()).toBe(before - 1));
    // The row goes after Salesforce has answered.
    await eventually(async () => expect(await auth.sql('select 1 from pending_revocation')).toEqual([]));
  });
});

describe('keep-alive in four processes', () => {
  it('renews once what lay idle for twenty days', async () => {
    const before = await auth.refreshes();
    await auth.sql(`update token set refreshed_at = now() - interval '21 days' where connection_id = $1`, [
      connectionId,
    ]);
    await eventually(async () => {
      const [row] = await auth.sql<{ generation: number }>('select generation from token where connection_id = $1', [
        connectionId,
      ]);
      expect(row?.generation).toBe(2);
    });
    expect(await auth.refreshes()).toEqual({ ...before, granted: before.granted + 1 });
  });
});

/** Sessions of PostgreSQL that wait for a lock with a statement like this. */
async function waitingFor(statement: string): Promise<number> {
  const [row] = await auth.sql<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and query like $1`,
    [`${statement}%`],
  );
  return row?.count ?? 0;
}
