import { eventually } from '@ce/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRows } from '../src/claim-work/read-row.js';
import { type Acceptance, DeliveryLoop, type DeliveryOptions, type RowOutcome } from '../src/index.js';
import { noOrg, withoutLeases } from './without-leases.js';
import { type EffectRow, startWorkFixture, TABLE, type WorkFixture } from './work-fixture.js';

const CLAIM_MS = 2_000;
let work: WorkFixture;
let loops: DeliveryLoop<EffectRow>[] = [];

beforeAll(async () => {
  work = await startWorkFixture(CLAIM_MS);
});
afterAll(() => work.close());
beforeEach(() => work.empty());
afterEach(async () => {
  await Promise.all(loops.map((loop) => loop.stop(5_000)));
  loops = [];
});

const lane = { connectionId: 'acme', kind: 'tasks' } as const;
const allDone = (rows: readonly EffectRow[]) =>
  new Map(rows.map((row): [string, RowOutcome] => [row.id, { kind: 'done' }]));

/** A loop of which `sent` lists the batches, as ids with a mark where one was in doubt. */
function startLoop(options: Partial<DeliveryOptions<EffectRow>> = {}) {
  const sent: string[][] = [];
  const loop = new DeliveryLoop<EffectRow>({
    dataSource: work.dataSource,
    queue: work.queue,
    withOrg: withoutLeases(async (_, call) => ({ kind: 'done', value: await call(noOrg) })),
    lingerMs: 0,
    batchSize: 10,
    concurrency: 4,
    pollMs: 20,
    ...options,
    perform: async (org, rows) => {
      sent.push(rows.map(({ id, ambiguous }) => `${id}${ambiguous ? '?' : ''}`));
      return (await options.perform?.(org, rows)) ?? allDone(rows);
    },
  });
  loops.push(loop);
  loop.start();
  return { loop, sent };
}

/** As soon as the loop has read the table. */
const accepted = (loop: DeliveryLoop<EffectRow>, rows: number) =>
  eventually(async () => {
    const acceptance = await loop.accept(lane, rows);
    if (acceptance === null) throw new Error('It accepts nothing yet.');
    return acceptance;
  });

async function store({ claimId, claimMs }: Acceptance<EffectRow>, ...ids: string[]): Promise<EffectRow[]> {
  await work.add(ids.map((id) => ({ id, recordId: `record ${id.slice(0, 1)}` })));
  await work.dataSource.query(
    `update ${TABLE} set state = 'claimed', claimed_by = $2, claimed_until = now() + $3 * interval '1 millisecond'
      where id = any($1)`,
    [ids, claimId, claimMs],
  );
  return readRows(await work.dataSource.query(`select * from ${TABLE} where id = any($1) order by id`, [ids]));
}

const states = async () => (await work.read()).map(({ state }) => state);
const untilStates = (...wanted: string[]) => eventually(async () => expect(await states()).toEqual(wanted), 20_000);

describe('rows that were stored as claimed', () => {
  it('are sent and settled without being claimed from the table', async () => {
    const { loop, sent } = startLoop();
    const acceptance = await accepted(loop, 2);
    const claims: unknown[] = [];
    const { claim } = work.queue;
    work.queue.claim = (...given) => {
      claims.push(given);
      return claim.apply(work.queue, given);
    };
    acceptance.hand(await store(acceptance, 'a', 'b'));
    await untilStates('done', 'done');
    work.queue.claim = claim;
    expect(claims).toEqual([]);
    expect(sent.flat().sort()).toEqual(['a', 'b']);
  });

  it('are stored as waiting instead while older ones wait in the table', async () => {
    const { loop } = startLoop({ lingerMs: 60_000 });
    await accepted(loop, 1);
    await work.add([{ id: 'older' }]);
    await eventually(async () => expect(await loop.accept(lane, 1)).toBeNull());
    expect(await loop.accept({ ...lane, connectionId: 'other' }, 1)).not.toBeNull();
  });

  it('go back to the table when their lane is paused, and from there to Salesforce', async () => {
    let isPaused = true;
    const { loop, sent } = startLoop({
      withOrg: withoutLeases(async (_, call) =>
        isPaused
          ? { kind: 'exhausted', reason: 'used up', resumesAt: new Date(Date.now() + 60_000), callsMade: 0 }
          : { kind: 'done', value: await call(noOrg) },
      ),
    });
    const acceptance = await accepted(loop, 2);
    acceptance.hand(await store(acceptance, 'a1', 'a2'));
    await untilStates('waiting', 'waiting');
    // The pause comes a moment after the rows are back.
    await eventually(async () => {
      const again = await loop.accept(lane, 1);
      again?.hand([]);
      expect(again).toBeNull();
    });
    isPaused = false;
    loop.resume('acme');
    await untilStates('done', 'done');
    expect(sent.flat().sort()).toEqual(['a1', 'a2']);
  });

  it('go back to the table when the process stops before their call', async () => {
    const { loop, sent } = startLoop({ lingerMs: 60_000 });
    const [first, late] = [await accepted(loop, 1), await accepted(loop, 1)];
    first.hand(await store(first, 'a'));
    await loop.stop(5_000);
    expect(await states()).toEqual(['waiting']);
    // Stored in the very moment of the stop.
    late.hand(await store(late, 'b'));
    await untilStates('waiting', 'waiting');
    expect(sent).toEqual([]);
  });

  it('are taken over, in doubt, when the process that stored them is gone', async () => {
    const { loop } = startLoop();
    // As after a kill between the commit and the hand-over.
    await store(await accepted(loop, 1), 'a');
    await loop.stop(1_000);
    expect(await states()).toEqual(['claimed']);
    const { sent } = startLoop();
    await untilStates('done');
    expect(sent).toEqual([['a?']]);
  });

  it('are kept over the end of their claim while they wait, and sent once', async () => {
    const { loop, sent } = startLoop({ lingerMs: 2 * CLAIM_MS });
    const other = startLoop();
    const acceptance = await accepted(loop, 1);
    acceptance.hand(await store(acceptance, 'a'));
    await untilStates('done');
    expect([sent, other.sent]).toEqual([[['a']], []]);
  });

  it('never are in two batches of one record at the same time', async () => {
    let release = () => {};
    const answered = new Promise<void>((resolve) => (release = resolve));
    const { loop, sent } = startLoop({
      batchSize: 2,
      perform: async (_, rows) => {
        if (rows.some(({ id }) => id === 'a1')) await answered;
        return allDone(rows);
      },
    });
    const warm = await accepted(loop, 2);
    warm.hand(await store(warm, 'x', 'y'));
    await untilStates('done', 'done');
    const first = await accepted(loop, 2);
    first.hand(await store(first, 'a1', 'b1'));
    await eventually(() => expect(sent).toHaveLength(2));
    const second = await accepted(loop, 1);
    second.hand(await store(second, 'a2'));
    const third = await accepted(loop, 1);
    third.hand(await store(third, 'c1'));
    const fourth = await accepted(loop, 1).then(async (one) => one.hand(await store(one, 'd1')));
    expect(fourth).toBeUndefined();
    // A full batch without the busy record goes beside the first one.
    await eventually(() => expect(sent[2]?.toSorted()).toEqual(['c1', 'd1']));
    expect(sent.flat()).not.toContain('a2');
    release();
    await eventually(() => expect(sent[3]).toEqual(['a2']));
  });
});
