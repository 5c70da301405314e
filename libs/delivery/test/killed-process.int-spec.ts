import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliveryLoop, type RowOutcome } from '../src/index.js';
import { noOrg, withoutLeases } from './without-leases.js';
import { type EffectRow, startWorkFixture, type WorkFixture } from './work-fixture.js';

let work: WorkFixture;
beforeAll(async () => {
  work = await startWorkFixture(1_500);
});
afterAll(() => work.close());

describe('a process killed between call and settlement', () => {
  it('loses nothing: its rows go to another process, marked as perhaps sent', async () => {
    await work.add([{ id: 'a' }, { id: 'b' }]);
    const worker = fileURLToPath(new URL('./killed-worker.ts', import.meta.url));
    const child = spawn(process.execPath, ['--conditions=@ce/source', '--import', 'tsx', worker, work.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(await work.read()).toMatchObject([{ state: 'claimed' }, { state: 'claimed' }]);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const seen: [string, boolean][] = [];
    const loop = new DeliveryLoop<EffectRow>({
      dataSource: work.dataSource,
      queue: work.queue,
      withOrg: withoutLeases(async (_, call) => ({ kind: 'done', value: await call(noOrg) })),
      lingerMs: 0,
      batchSize: 10,
      concurrency: 1,
      pollMs: 20,
      perform: async (_, rows) => {
        for (const row of rows) seen.push([row.id, row.ambiguous]);
        return new Map(rows.map((row): [string, RowOutcome] => [row.id, { kind: 'done' }]));
      },
    });
    loop.start();
    await eventually(
      async () => expect(await work.read()).toMatchObject([{ state: 'done' }, { state: 'done' }]),
      20_000,
    );
    await loop.stop(1_000);
    expect(seen.sort()).toEqual([
      ['a', true],
      ['b', true],
    ]);
  });
});
