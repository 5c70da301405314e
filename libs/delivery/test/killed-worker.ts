import { DataSource } from 'typeorm';
import { DeliveryLoop, WorkQueue } from '../src/index.js';
import { noOrg, withoutLeases } from './without-leases.js';
import { TABLE } from './work-table-name.js';

/** A process that claims work and is killed in the middle of its call: `node … killed-worker.ts <database url>`. */
const dataSource = new DataSource({ type: 'postgres', url: process.argv[2] ?? '', poolSize: 2 });
await dataSource.initialize();
const loop = new DeliveryLoop({
  dataSource,
  queue: new WorkQueue(dataSource, { table: TABLE, claimMs: 1_500 }),
  withOrg: withoutLeases(async (_, work) => ({ kind: 'done', value: await work(noOrg) })),
  lingerMs: 0,
  batchSize: 10,
  concurrency: 1,
  pollMs: 20,
  perform: () => {
    process.stdout.write('calling\n');
    return new Promise(() => undefined);
  },
});
loop.start();
