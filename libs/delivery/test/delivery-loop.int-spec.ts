import { SalesforceError, type SalesforceOrg } from '@ce/salesforce';
import { eventually } from '@ce/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  DeliveryLoop,
  type DeliveryOptions,
  LeaseError,
  type OrgAnswer,
  type OrgWork,
  type RowOutcome,
} from '../src/index.js';
import { failure } from './a-failure.js';
import { withoutLeases } from './without-leases.js';
import { type EffectRow, startWorkFixture, TABLE, type WorkFixture } from './work-fixture.js';

let work: WorkFixture;
let loops: DeliveryLoop<EffectRow>[] = [];

beforeAll(async () => {
  work = await startWorkFixture(5_000);
});
afterAll(() => work.close());
beforeEach(() => work.empty());
afterEach(async () => {
  await Promise.all(loops.map((loop) => loop.stop(5_000)));
  loops = [];
});

/** No test here calls the org itself. */
const org = {} as SalesforceOrg;
const allDone = (rows: readonly EffectRow[]) =>
  new Map(rows.map((row): [string, RowOutcome] => [row.id, { kind: 'done' }]));

function startLoop(options: Partial<DeliveryOptions<EffectRow>> = {}) {
  const errors: unknown[] = [];
  const loop = new DeliveryLoop<EffectRow>({
    dataSource: work.dataSource,
    queue: work.queue,
    withOrg: withoutLeases(async (_, call) => ({ kind: 'done', value: await call(org) })),
    lingerMs: 0,
    batchSize: 1_000,
    concurrency: 4,
    pollMs: 20,
    perform: async (_, rows) => allDone(rows),
    onError: (error) => errors.push(error),
    ...options,
  });
  loops.push(loop);
  loop.start();
  return { loop, errors };
}

const states = async () => (await work.read()).map((row) => row.state);
const untilAll = (state: string) =>
  eventually(async () => expect(new Set(await states())).toEqual(new Set([state])), 10_000);

describe('a batch', () => {
  it('settles every row with its own outcome, and the service’s writes in the same transaction', async () => {
    await work.add([{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }]);
    startLoop({
      perform: async () =>
        new Map<string, RowOutcome>([
          ['a', { kind: 'done', resultId: '00T1' }],
          ['b', { kind: 'failed', error: failure({}) }],
          ['c', { kind: 'superseded', reason: 'newer value' }],
          ['d', { kind: 'failed', error: failure({ errorClass: 'concurrency', code: 'UNABLE_TO_LOCK_ROW' }) }],
        ]),
      onSettled: async (manager, settled) => {
        for (const { row, settlement } of settled) {
          await manager.query(`update ${TABLE} set note = $2 where id = $1`, [row.id, settlement.state]);
        }
      },
    });
    await eventually(async () => expect((await states()).slice(0, 3)).toEqual(['done', 'parked', 'superseded']));
    const [a, b, , d] = await work.dataSource.query<Record<string, unknown>[]>(`select * from ${TABLE} order by id`);
    expect(a).toMatchObject({ result_id: '00T1', note: 'done' });
    expect(b).toMatchObject({
      error_class: 'record',
      reason: 'too long',
      fix: 'shorten it',
      attempts: 1,
      note: 'parked',
    });
    expect(d).toMatchObject({ error_class: 'concurrency', note: 'waiting' });
  });

  it('leaves no trace of a settlement whose events could not be written, and tries it again', async () => {
    await work.add([{ id: 'a' }]);
    let tries = 0;
    let performed = 0;
    startLoop({
      perform: async (_, rows) => {
        performed += 1;
        return allDone(rows);
      },
      onSettled: async () => {
        tries += 1;
        if (tries < 3) throw new Error('outbox away');
      },
    });
    await untilAll('done');
    expect(tries).toBe(3);
    expect(performed).toBe(1);
  });

  it('waits to fill, but not for urgent kinds', async () => {
    const sizes: [string, number][] = [];
    startLoop({
      lingerMs: 700,
      urgentKinds: ['do-not-contact'],
      perform: async (_, rows) => {
        sizes.push([rows[0]?.kind ?? '', rows.length]);
        return allDone(rows);
      },
    });
    await work.add([{ kind: 'tasks' }]);
    await work.add([{ kind: 'do-not-contact' }]);
    await eventually(() => expect(sizes).toEqual([['do-not-contact', 1]]));
    await work.add([{ kind: 'tasks' }, { kind: 'tasks' }]);
    await untilAll('done');
    expect(sizes).toEqual([
      ['do-not-contact', 1],
      ['tasks', 3],
    ]);
  });

  it('goes at once when it is full', async () => {
    await work.add(Array.from({ length: 10 }, () => ({})));
    const { loop } = startLoop({ lingerMs: 60_000, batchSize: 10 });
    loop.nudge();
    await untilAll('done');
  });
});

describe('fairness', () => {
  it('lets a small tenant pass between the batches of a large one', async () => {
    await work.add(Array.from({ length: 40 }, () => ({ connectionId: 'large', age: 60_000 })));
    await work.add([{ connectionId: 'small' }]);
    const order: string[] = [];
    startLoop({
      batchSize: 5,
      concurrency: 1,
      perform: async (_, rows) => {
        order.push(rows[0]?.connectionId ?? '');
        return allDone(rows);
      },
    });
    await untilAll('done');
    expect(order.indexOf('small')).toBeLessThan(2);
  });

  it('keeps a stuck tenant from delaying others', async () => {
    await work.add([{ connectionId: 'stuck', id: 'x' }]);
    await work.add([{ connectionId: 'fine', id: 'y' }]);
    let release = () => {};
    const stuck = new Promise<void>((resolve) => (release = resolve));
    startLoop({
      perform: async (_, rows) => {
        if (rows[0]?.connectionId === 'stuck') await stuck;
        return allDone(rows);
      },
    });
    await eventually(async () => expect(await states()).toEqual(['claimed', 'done']));
    release();
    await untilAll('done');
  });

  it('pauses only the lane whose calls are used up, and resumes it', async () => {
    await work.add([{ connectionId: 'spent', id: 'a' }]);
    await work.add([{ connectionId: 'fine', id: 'b' }]);
    let exhausted = true;
    const asked: string[] = [];
    const { loop } = startLoop({
      withOrg: withoutLeases(
        async <T>(request: OrgWork, call: (org: SalesforceOrg) => Promise<T>): Promise<OrgAnswer<T>> => {
          asked.push(request.connectionId);
          if (request.connectionId === 'spent' && exhausted) {
            return {
              kind: 'exhausted',
              reason: 'budget used up',
              resumesAt: new Date(Date.now() + 3_600_000),
              callsMade: 0,
            };
          }
          return { kind: 'done', value: await call(org) };
        },
      ),
    });
    await eventually(async () => expect(await states()).toEqual(['waiting', 'done']));
    expect(loop.pauses()).toMatchObject([{ connectionId: 'spent', kind: 'tasks', reason: 'budget used up' }]);
    expect(asked.filter((id) => id === 'spent')).toHaveLength(1);
    expect((await work.read())[0]).toMatchObject({ attempts: 0, ambiguous: false });
    exhausted = false;
    loop.resume('spent');
    await untilAll('done');
  });
});

describe('failures', () => {
  it('of a whole call count for every row, with the doubt of an ambiguous one', async () => {
    await work.add([{ id: 'a' }, { id: 'b' }]);
    const { loop } = startLoop({
      perform: async () => {
        throw new SalesforceError({
          ...failure({ errorClass: 'transient', code: 'NO_ANSWER', scope: 'org', ambiguous: true }),
          attempted: 'create 2 records',
          status: null,
        });
      },
    });
    await eventually(async () =>
      expect(await work.read()).toMatchObject([
        { state: 'waiting', attempts: 1, ambiguous: true, error_code: 'NO_ANSWER' },
        { state: 'waiting', attempts: 1, ambiguous: true },
      ]),
    );
    expect((await work.read())[0]?.not_before.getTime()).toBeGreaterThan(Date.now() + 10_000);
    expect(loop.pauses()).toHaveLength(1);
  });

  it('of auth leave the rows untouched and come again by themselves', async () => {
    await work.add([{ id: 'a' }]);
    let away = true;
    startLoop({
      withOrg: withoutLeases(async (_, call) => {
        if (away) throw new LeaseError('auth did not answer');
        return { kind: 'done', value: await call(org) };
      }),
    });
    await eventually(async () =>
      expect(await work.read()).toMatchObject([{ state: 'waiting', attempts: 0, ambiguous: false }]),
    );
    away = false;
    await untilAll('done');
  });

  it('of our own code are bounded and visible', async () => {
    await work.add([{ id: 'a' }]);
    const { errors } = startLoop({
      perform: async () => {
        throw new TypeError('a fault');
      },
    });
    await eventually(async () =>
      expect(await work.read()).toMatchObject([{ attempts: 1, error_code: 'UNEXPECTED_FAILURE', ambiguous: true }]),
    );
    expect(errors).toHaveLength(1);
  });

  it('for which a call was too much lead to smaller batches', async () => {
    await work.add(Array.from({ length: 8 }, (_, index) => ({ id: `r${index}` })));
    const sizes: number[] = [];
    startLoop({
      batchSize: 8,
      perform: async (_, rows) => {
        sizes.push(rows.length);
        if (rows.length > 2) {
          throw new SalesforceError({
            ...failure({ errorClass: 'concurrency', code: 'EXCEEDED_MAX_SIZE_REQUEST', scope: 'request' }),
            attempted: 'create records',
            status: 413,
          });
        }
        return allDone(rows);
      },
    });
    await untilAll('done');
    expect(sizes[0]).toBe(8);
    expect(sizes[1]).toBeLessThanOrEqual(4);
  });
});

describe('stopping', () => {
  it('finishes what is in hand and claims nothing more', async () => {
    await work.add([{ id: 'a' }]);
    let release = () => {};
    const answered = new Promise<void>((resolve) => (release = resolve));
    const { loop } = startLoop({
      perform: async (_, rows) => {
        await answered;
        return allDone(rows);
      },
    });
    await eventually(async () => expect(await states()).toEqual(['claimed']));
    const stopped = loop.stop(10_000);
    await work.add([{ id: 'b' }]);
    release();
    await stopped;
    expect(await states()).toEqual(['done', 'waiting']);
  });

  it('ends the series of its batches, and waits until their spare leases are back', async () => {
    await work.add([{ id: 'a' }]);
    const seen: string[] = [];
    const answer = async <T>(request: OrgWork, call: (org: SalesforceOrg) => Promise<T>): Promise<OrgAnswer<T>> => {
      seen.push(request.inSeries === true ? 'batch of a series' : 'batch');
      return { kind: 'done', value: await call(org) };
    };
    const endSeries = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      seen.push('leases are back');
    };
    const { loop } = startLoop({ withOrg: Object.assign(answer, { endSeries }) });
    await untilAll('done');
    await loop.stop(10_000);
    expect(seen).toEqual(['batch of a series', 'leases are back']);
  });
});
