import { type GrantedLease, leaseAnswer, type LeaseAnswer, type LeaseRequest } from '@ce/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthHarness } from './auth-harness.js';

let auth: AuthHarness;
let connectionId: string;
beforeAll(async () => {
  auth = await AuthHarness.start();
  ({ connectionId } = await auth.connect());
});
afterAll(() => auth.stop());
beforeEach(async () => {
  await auth.sql('delete from lease');
  await auth.sql('delete from call_use');
  await setCap(10);
});

const setCap = (calls: number) =>
  auth.call('put', `/connections/${connectionId}/budget`, { cap: { calls }, reserve: { calls: 100 } });

async function lease(request: Partial<LeaseRequest> = {}): Promise<LeaseAnswer> {
  const answer = await auth.internal('/internal/leases', {
    connectionId,
    kind: 'do-not-contact',
    calls: 4,
    ...request,
  });
  expect(answer.status).toBe(200);
  return leaseAnswer.parse(answer.body);
}

async function granted(request: Partial<LeaseRequest> = {}) {
  const answer = await lease(request);
  if (answer.kind !== 'granted') throw new Error(`not granted: ${answer.reason}`);
  return answer;
}

const settle = (leaseId: string, body: object) =>
  auth.internal(`/internal/leases/${leaseId}/settle`, { connectionId, orgUsage: null, ...body });

describe('leases', () => {
  it('come with a token that the org takes, and never pass the cap', async () => {
    const first = await granted();
    const query = `${first.instanceUrl}/services/data/v${first.apiVersion}/query?q=SELECT+Id+FROM+Organization`;
    const answer = await fetch(query, { headers: { authorization: `Bearer ${first.accessToken}` } });
    expect(answer.status).toBe(200);
    expect([(await granted()).calls, (await granted()).calls]).toEqual([4, 2]);
    expect(await lease()).toMatchObject({ kind: 'exhausted' });
  });

  it('give back what was not spent; settled twice they change nothing', async () => {
    const { leaseId } = await granted();
    expect((await settle(leaseId, { calls: 1 })).status).toBe(204);
    expect((await settle(leaseId, { calls: 4 })).status).toBe(204);
    expect((await auth.call('get', `/connections/${connectionId}/budget`)).body).toMatchObject({ used: 1, left: 9 });
  });

  it('come with a settlement that asks for the next one, under the same cap', async () => {
    const { leaseId } = await granted({ calls: 9 });
    const next = { kind: 'tasks', calls: 1 };
    const more = await settle(leaseId, { calls: 8, next });
    expect(more.status).toBe(200);
    expect(leaseAnswer.parse(more.body)).toMatchObject({ kind: 'granted', calls: 1 });
    const { leaseId: id } = more.body as GrantedLease;
    const none = await settle(id, { calls: 1, next });
    expect(none.status).toBe(200);
    // Tasks stop at nine tenths of the ten.
    expect(leaseAnswer.parse(none.body)).toMatchObject({ kind: 'exhausted' });
    expect((await auth.call('get', `/connections/${connectionId}/budget`)).body).toMatchObject({ used: 9, leased: 0 });
  });

  it('of a killed process return by themselves, and book late what it had spent', async () => {
    const { leaseId } = await granted({ calls: 10 });
    expect((await lease()).kind).toBe('exhausted');
    await auth.sql(`update lease set expires_at = now() - interval '1 second'`);
    expect((await granted()).calls).toBe(4);
    await settle(leaseId, { calls: 3 });
    expect((await auth.call('get', `/connections/${connectionId}/budget`)).body).toMatchObject({ used: 3, leased: 4 });
  });

  it('resume by themselves when hours leave the rolling day, and say when', async () => {
    await auth.sql(`insert into call_use values ($1, date_trunc('hour', now()) - interval '24 hours', 'polling', 10)`, [
      connectionId,
    ]);
    const answer = await lease();
    if (answer.kind !== 'exhausted') throw new Error('there was room');
    const minutes = (Date.parse(answer.resumesAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(0);
    expect(minutes).toBeLessThanOrEqual(60);
    await auth.sql(`update call_use set hour = hour - interval '1 hour'`);
    expect((await lease()).kind).toBe('granted');
  });

  it('stop polling first, and keep the last calls for Do Not Contact', async () => {
    await auth.sql(`insert into call_use values ($1, date_trunc('hour', now()), 'tasks', 9)`, [connectionId]);
    const kinds = ['polling', 'tasks', 'import', 'writeback', 'do-not-contact'] as const;
    const answers = [];
    for (const kind of kinds) answers.push((await lease({ kind, calls: 1 })).kind);
    expect(answers).toEqual(['exhausted', 'exhausted', 'exhausted', 'exhausted', 'granted']);
  });

  it('leave the reserve to the org’s other applications, whose use is known from settlements', async () => {
    await setCap(1_000);
    const { leaseId } = await granted();
    await settle(leaseId, { calls: 1, orgUsage: { used: 9_900, limit: 10_000 } });
    const answer = await lease();
    expect(answer).toMatchObject({ kind: 'exhausted' });
    const shown = await auth.call('get', `/connections/${connectionId}/budget`);
    expect(shown.body).toMatchObject({ state: 'exhausted', org: { used: 9_900, limit: 10_000 } });
    await auth.sql(`update call_budget set org_used = 10`);
    expect((await lease()).kind).toBe('granted');
  });

  it('pause when Salesforce says that the day is used up, then let one call ask', async () => {
    await setCap(1_000);
    const { leaseId } = await granted();
    await settle(leaseId, { calls: 1, dailyLimitHit: true });
    expect((await lease()).kind).toBe('exhausted');
    await auth.sql(`update call_budget set org_full_until = now() - interval '1 second'`);
    const probe = await granted();
    expect(probe.calls).toBe(1);
    expect((await lease()).kind).toBe('exhausted');
    await settle(probe.leaseId, { calls: 1, orgUsage: { used: 50, limit: 10_000 } });
    expect((await granted()).calls).toBe(4);
  });

  it('keep the pause when a call succeeds in it, and end it with the first success after it', async () => {
    await setCap(1_000);
    const early = await granted();
    const { leaseId } = await granted();
    await settle(leaseId, { calls: 0, dailyLimitHit: true });
    const minutes = `select extract(minutes from org_full_until - now())::int as left from call_budget`;
    expect(await auth.sql(minutes)).toEqual([{ left: 14 }]);
    await settle(early.leaseId, { calls: 1 });
    expect(await auth.sql(minutes)).toEqual([{ left: 14 }]);
    await auth.sql(`update call_budget set org_full_until = now() - interval '1 second'`);
    const [unused, probe] = [await granted(), await lease()];
    expect(probe.kind).toBe('exhausted');
    await settle(unused.leaseId, { calls: 0 });
    const second = await granted();
    expect(second.calls).toBe(1);
    await settle(second.leaseId, { calls: 1 });
    expect((await granted()).calls).toBe(4);
  });

  it('book nothing without a call, and keep the org’s figure when nobody says a new one', async () => {
    await setCap(1_000);
    const figure = () => auth.sql('select org_used, org_limit, org_seen_at, org_full_until from call_budget');
    const first = await granted();
    await settle(first.leaseId, { calls: 0, orgUsage: { used: 60, limit: 10_000 } });
    const known = await figure();
    expect(known).toMatchObject([{ org_used: 60, org_limit: 10_000, org_full_until: null }]);
    expect(await auth.sql('select 1 from call_use')).toEqual([]);
    for (const calls of [0, 2]) {
      const { leaseId } = await granted();
      await settle(leaseId, { calls });
    }
    expect(await figure()).toEqual(known);
    expect(await auth.sql('select kind, calls from call_use')).toEqual([{ kind: 'do-not-contact', calls: 2 }]);
  });

  it('change nothing when they are settled for another connection, or are settled already', async () => {
    const { leaseId } = await granted();
    const news = { calls: 3, orgUsage: { used: 1, limit: 2 }, dailyLimitHit: true };
    const rows = () =>
      Promise.all(['lease', 'call_use', 'call_budget'].map((table) => auth.sql(`select * from ${table}`)));
    const before = await rows();
    expect((await settle(leaseId, { ...news, connectionId: 'con-none' })).status).toBe(204);
    expect(await rows()).toEqual(before);
    await settle(leaseId, { calls: 1 });
    const settled = await rows();
    expect((await settle(leaseId, news)).status).toBe(204);
    expect(await rows()).toEqual(settled);
  });

  it('are booked once each when fifty are settled at once, and twice', async () => {
    await setCap(1_000);
    const kinds = ['do-not-contact', 'tasks'] as const;
    const leases = await Promise.all(
      Array.from({ length: 50 }, (_, at) => granted({ kind: kinds[at % 2] ?? 'tasks' })),
    );
    const body = { calls: 2, orgUsage: { used: 70, limit: 10_000 } };
    await Promise.all([...leases, ...leases].map(({ leaseId }) => settle(leaseId, body)));
    expect(await auth.sql('select kind, sum(calls)::int as calls from call_use group by kind order by kind')).toEqual([
      { kind: 'do-not-contact', calls: 50 },
      { kind: 'tasks', calls: 50 },
    ]);
    expect(await auth.sql('select 1 from lease')).toEqual([]);
  });

  it('are unavailable, with the fix, for a connection that is not there', async () => {
    const answer = await lease({ connectionId: 'con-none' });
    expect(answer).toMatchObject({ kind: 'unavailable', fix: 'Connect the org, or correct the connection’s id.' });
  });

  it('grant no more than the cap to fifty callers at once', async () => {
    await setCap(30);
    const answers = await Promise.all(Array.from({ length: 50 }, () => lease({ calls: 1 })));
    expect(answers.filter(({ kind }) => kind === 'granted')).toHaveLength(30);
  });
});
