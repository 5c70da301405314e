import { inTransaction } from '@ce/database';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Settlement, WorkQueue } from '../src/index.js';
import { type EffectRow, startWorkFixture, TABLE, type WorkFixture } from './work-fixture.js';

let work: WorkFixture;
const lane = { connectionId: 'acme', kind: 'tasks' } as const;
const done: Settlement = { state: 'done', resultId: '00T1' };

beforeAll(async () => {
  work = await startWorkFixture(1_000);
});
afterAll(() => work.close());
beforeEach(() => work.empty());

const idsOf = (claim: { rows: { id: string }[] }) => claim.rows.map((row) => row.id);

describe('claiming', () => {
  it('takes a lane’s rows by priority, then age, up to the limit', async () => {
    await work.add([
      { id: 'young', age: 10 },
      { id: 'old', age: 5_000 },
      { id: 'first', age: 1, priority: -1 },
      { id: 'other-kind', kind: 'writeback' },
      { id: 'other-connection', connectionId: 'globex' },
      { id: 'youngest', age: 0 },
    ]);
    const claim = await work.queue.claim(lane, 3);
    expect(idsOf(claim)).toEqual(['first', 'old', 'young']);
    expect(claim.rows[0]).toMatchObject({
      connectionId: 'acme',
      lockGroup: null,
      state: 'claimed',
      note: 'n',
      ambiguous: false,
    });
    expect(claim.rows[0]?.createdAt).toBeInstanceOf(Date);
  });

  it('leaves rows alone whose time has not come', async () => {
    await work.add([{ id: 'later' }]);
    await work.dataSource.query(`update ${TABLE} set not_before = now() + interval '1 hour'`);
    expect(await work.queue.readyLanes(10)).toEqual([]);
    expect(idsOf(await work.queue.claim(lane, 10))).toEqual([]);
  });

  it('shares no row and no record between claimers side by side', async () => {
    await work.add(
      Array.from({ length: 400 }, (_, index) => ({
        id: `row${index}`,
        recordId: `record${index % 100}`,
        age: 400 - index,
      })),
    );
    const queues = [work.queue, await work.another(), await work.another(), await work.another()];
    const claims = await Promise.all([...queues, ...queues].map((queue) => queue.claim(lane, 60)));
    const ids = claims.flatMap(idsOf);
    expect(new Set(ids).size).toBe(ids.length);
    const owners = new Map<string, Set<string>>();
    for (const claim of claims) {
      for (const row of claim.rows)
        owners.set(row.recordId, (owners.get(row.recordId) ?? new Set()).add(claim.claimId));
    }
    expect([...owners.values()].every((claimIds) => claimIds.size === 1)).toBe(true);
    expect(ids.length).toBeGreaterThan(60);
  });

  it('takes mates of a lock group together, side by side', async () => {
    await work.add([
      { id: 'a1', lockGroup: 'account-a', age: 50 },
      { id: 'b1', lockGroup: 'account-b', age: 40 },
      { id: 'c', age: 30 },
      { id: 'a2', lockGroup: 'account-a', age: 20 },
    ]);
    expect(idsOf(await work.queue.claim(lane, 3))).toEqual(['a1', 'a2', 'b1']);
  });

  it('keeps a lock group out of other claims while one is under way', async () => {
    await work.add([
      { id: 'a1', lockGroup: 'account-a', age: 50 },
      { id: 'a2', lockGroup: 'account-a', age: 20 },
      { id: 'c', age: 10 },
    ]);
    const first = await work.queue.claim(lane, 1);
    expect(idsOf(first)).toEqual(['a1']);
    expect(idsOf(await work.queue.claim(lane, 10))).toEqual(['c']);
    await inTransaction(work.dataSource, (manager) =>
      work.queue.settle(manager, first.claimId, new Map([['a1', done]])),
    );
    expect(idsOf(await work.queue.claim(lane, 10))).toEqual(['a2']);
  });
});

describe('looking for work', () => {
  it('names every lane with its count and its longest wait', async () => {
    await work.add([
      { age: 1_000 },
      { age: 3_000 },
      { age: 2_000 },
      { connectionId: 'globex', age: 9_000 },
      { kind: 'do-not-contact', age: 10 },
    ]);
    const lanes = await work.queue.readyLanes(2);
    expect(lanes.map(({ connectionId, kind, ready }) => [connectionId, kind, ready])).toEqual([
      ['globex', 'tasks', 1],
      ['acme', 'tasks', 2],
      ['acme', 'do-not-contact', 1],
    ]);
    expect(Date.now() - (lanes[0]?.readySince.getTime() ?? 0)).toBeGreaterThan(8_000);
  });
});

describe('settling', () => {
  it('writes every outcome in one statement and keeps other columns', async () => {
    await work.add([{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }]);
    const { claimId } = await work.queue.claim(lane, 10);
    const failure = {
      errorClass: 'configuration',
      code: 'INVALID_FIELD',
      reason: 'why',
      fix: 'how',
      attempts: 2,
      ambiguous: true,
    } as const;
    const settlements = new Map<string, Settlement>([
      ['a', done],
      ['b', { state: 'superseded', reason: 'newer' }],
      ['c', { state: 'parked', ...failure }],
      ['d', { state: 'waiting', notBefore: new Date(Date.now() + 60_000), ...failure }],
    ]);
    const ours = await inTransaction(work.dataSource, (manager) => work.queue.settle(manager, claimId, settlements));
    expect([...ours].sort()).toEqual(['a', 'b', 'c', 'd']);
    const [a, b, c, d] = await work.read();
    expect(a).toMatchObject({ state: 'done', result_id: '00T1', attempts: 0, claimed_by: null });
    expect(b).toMatchObject({ state: 'superseded', reason: 'newer' });
    expect(c).toMatchObject({
      state: 'parked',
      error_class: 'configuration',
      error_code: 'INVALID_FIELD',
      reason: 'why',
      fix: 'how',
      attempts: 2,
      ambiguous: true,
    });
    expect(d).toMatchObject({ state: 'waiting', attempts: 2, claimed_by: null });
    expect(d?.not_before.getTime()).toBeGreaterThan(Date.now() + 50_000);
  });

  it('hands rows back as if never claimed', async () => {
    await work.add([{ id: 'a' }]);
    const { claimId } = await work.queue.claim(lane, 10);
    await work.queue.handBack(lane, claimId);
    expect(await work.read()).toMatchObject([{ state: 'waiting', attempts: 0, ambiguous: false, claimed_by: null }]);
  });
});

describe('an abandoned claim', () => {
  it('is taken over with the doubt marked, and its late owner changes nothing', async () => {
    await work.add([{ id: 'a' }]);
    const lost = await work.queue.claim(lane, 10);
    expect(await work.queue.takeOverAbandoned()).toBe(0);
    const other = await work.another();
    await eventually(async () => expect(await other.takeOverAbandoned()).toBe(1));
    const taken = await other.claim(lane, 10);
    expect(taken.rows).toMatchObject([{ id: 'a', ambiguous: true }]);
    const late = await inTransaction(work.dataSource, (manager) =>
      work.queue.settle(manager, lost.claimId, new Map([['a', done]])),
    );
    expect(late.size).toBe(0);
    expect(await work.read()).toMatchObject([{ state: 'claimed', claimed_by: taken.claimId }]);
  });

  it('waits until its last call cannot arrive any more, where repeating it does harm', async () => {
    await work.add([{ id: 'a' }]);
    const options = { table: TABLE, claimMs: 1_000, doubtMs: 60_000 };
    const careful = new WorkQueue<EffectRow>(work.dataSource, options);
    const { rows } = await careful.claim(lane, 10);
    const claimedUntil = rows[0]?.claimedUntil?.getTime() ?? Number.NaN;
    await eventually(async () => expect(await careful.takeOverAbandoned()).toBe(1));
    expect((await careful.claim(lane, 10)).rows).toEqual([]);
    const [row] = await work.read();
    expect(row).toMatchObject({ state: 'waiting', ambiguous: true });
    expect(row?.not_before.getTime()).toBe(claimedUntil + 60_000);
  });

  it('is not taken over while its owner renews it', async () => {
    await work.add([{ id: 'a' }]);
    const { claimId } = await work.queue.claim(lane, 10);
    const renewing = setInterval(() => void work.queue.renew(lane, claimId), 200);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    clearInterval(renewing);
    expect(await work.queue.takeOverAbandoned()).toBe(0);
  });
});
