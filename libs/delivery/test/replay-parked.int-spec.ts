import { inTransaction } from '@ce/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Settlement, WorkList } from '../src/index.js';
import { type EffectRow, startWorkFixture, TABLE, type WorkFixture } from './work-fixture.js';

let work: WorkFixture;
let list: WorkList<EffectRow>;

beforeAll(async () => {
  work = await startWorkFixture();
  list = new WorkList(work.dataSource, { table: TABLE });
});
afterAll(() => work.close());
beforeEach(async () => {
  await work.empty();
  await work.add(Array.from({ length: 5 }, (_, index) => ({ id: `a${index}`, age: 100 - index })));
  await work.add([{ id: 'g0', connectionId: 'globex' }]);
  for (const connectionId of ['acme', 'globex']) await park(connectionId);
});

async function park(connectionId: string): Promise<void> {
  const claim = await work.queue.claim({ connectionId, kind: 'tasks' }, 10);
  const settlement = (code: string): Settlement => ({
    state: 'parked',
    errorClass: code === 'INVALID_FIELD' ? 'configuration' : 'record',
    code,
    reason: 'why',
    fix: 'how',
    attempts: 3,
    ambiguous: true,
  });
  const settlements = new Map(
    claim.rows.map((row) => [row.id, settlement(row.id === 'a0' ? 'STRING_TOO_LONG' : 'INVALID_FIELD')]),
  );
  await inTransaction(work.dataSource, (manager) => work.queue.settle(manager, claim.claimId, settlements));
}

const acme = { connectionIds: ['acme'] };

describe('what is parked', () => {
  it('is listed page by page with reason and fix, for the asker’s connections only', async () => {
    const first = await list.list('parked', acme, { limit: 3 });
    expect(first.rows.map((row) => row.id)).toEqual(['a0', 'a1', 'a2']);
    expect(first.rows[0]).toMatchObject({
      errorClass: 'record',
      errorCode: 'STRING_TOO_LONG',
      reason: 'why',
      fix: 'how',
      attempts: 3,
    });
    const second = await list.list('parked', acme, { limit: 3, after: first.next ?? '' });
    expect(second).toMatchObject({ rows: [{ id: 'a3' }, { id: 'a4' }], next: null });
    expect((await list.list('parked', { connectionIds: [] }, { limit: 3 })).rows).toEqual([]);
  });

  it('is counted by class', async () => {
    expect(await list.count(['acme'])).toEqual([
      { state: 'parked', errorClass: 'configuration', rows: 4 },
      { state: 'parked', errorClass: 'record', rows: 1 },
    ]);
  });

  it('is replayed by filter, with fresh attempts, its doubt kept, and nobody else’s rows', async () => {
    expect(await list.replay({ ...acme, errorCode: 'INVALID_FIELD' })).toBe(4);
    expect(await list.replay({ ...acme, ids: ['g0'] })).toBe(0);
    const [a0, a1] = await work.read();
    expect(a0).toMatchObject({ state: 'parked' });
    expect(a1).toMatchObject({ state: 'waiting', attempts: 0, ambiguous: true });
    const claim = await work.queue.claim({ connectionId: 'acme', kind: 'tasks' }, 10);
    expect(claim.rows.map((row) => row.id)).toEqual(['a1', 'a2', 'a3', 'a4']);
  });
});
