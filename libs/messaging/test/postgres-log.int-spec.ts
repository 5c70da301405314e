import { randomUUID } from 'node:crypto';
import type { CloudEvent } from '@ce/contracts';
import { serviceDataSource } from '@ce/database';
import { eventually, startTestDatabase, type TestDatabase } from '@ce/testing';
import type { DataSource, QueryRunner } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildBus } from '../src/build-bus.js';
import { silentJournal } from '../src/consume/bus-journal.js';
import { busSettings, migrateBus } from '../src/index.js';
import { sweepLog } from '../src/postgres/sweep-log.js';
import { anEmail } from '../src/testing/email-events.js';
import { joinGroup } from '../src/testing/join-group.js';
import { Notebook } from '../src/testing/notebook.js';
import type { ConformanceBus, Member } from '../src/testing/conformance-bus.js';

const settings = z.object(busSettings).parse({ BUS_BATCH_SIZE: '50' });

describe('Postgres log', () => {
  let server: TestDatabase;
  let dataSource: DataSource;
  const members: Member[] = [];
  const build = (group: string) => buildBus({ group, settings, dataSource, journal: silentJournal });
  const publishIn = (runner: QueryRunner, events: CloudEvent[]) => build('p').outbox.publish(runner.manager, events);
  const publish = (events: CloudEvent[]) =>
    dataSource.transaction((manager) => build('p').outbox.publish(manager, events));

  const join = async (group: string, notebook: Notebook) => {
    const member = await joinGroup({ build } as ConformanceBus, group, notebook.take);
    members.push(member);
    return member;
  };
  const begin = async () => {
    const runner = dataSource.createQueryRunner();
    await runner.startTransaction();
    // What any business write does: from here on the transaction has its number.
    await runner.query('select pg_current_xact_id()');
    return runner;
  };
  const commit = async (runner: QueryRunner) => {
    await runner.commitTransaction();
    await runner.release();
  };

  beforeAll(async () => {
    server = await startTestDatabase();
    await Promise.all([migrateBus(server.url), migrateBus(server.url)]);
    dataSource = serviceDataSource(
      { schema: 'public', entities: [], migrations: [] },
      { url: server.url, poolSize: 10, applicationName: 'log' },
    );
    await dataSource.initialize();
  });

  afterEach(async () => {
    await Promise.all(members.splice(0).map((member) => member.drain()));
    await dataSource.query('truncate bus.log, bus.partition_end, bus.reader');
  });

  afterAll(async () => {
    await dataSource.destroy();
    await server.close();
  });

  it('loses nothing when transactions commit in the opposite order of their inserts', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await join('g', notebook);
    const first = await begin();
    await publishIn(first, [anEmail(connection, 1, 'inserted first')]);
    const second = await begin();
    await publishIn(second, [anEmail(connection, 1, 'inserted second')]);
    await commit(second);
    // The group has moved past it before the first one is there.
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['inserted second']));
    await commit(first);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['inserted second', 'inserted first']));
  });

  it('keeps a key in order when the transaction that began first writes last', async () => {
    const connection = randomUUID();
    const older = await begin();
    const newer = await begin();
    await publishIn(newer, [anEmail(connection, 1, 'written first')]);
    await commit(newer);
    await publishIn(older, [anEmail(connection, 1, 'written second')]);
    await commit(older);
    const notebook = new Notebook();
    await join('g', notebook);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['written first', 'written second']));
  });

  it('is not held up by a transaction that stays open', async () => {
    const connection = randomUUID();
    const open = await begin();
    const notebook = new Notebook();
    await join('g', notebook);
    await publish([anEmail(connection, 1, 'x')]);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['x']));
    await commit(open);
  });

  it('joins again after its connection was cut, and takes everything once more or once', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    const member = await join('cut', notebook);
    await dataSource.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'cut-bus'`,
    );
    await eventually(() => expect(member.bus.status.absence()).toContain('away'));
    await publish([anEmail(connection, 1, 'x')]);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['x']));
    expect(member.bus.status.absence()).toBeUndefined();
    expect(member.bus.status.isHealthy()).toBe(true);
  });

  it('wakes at once when something is published', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await join('g', notebook);
    const times: number[] = [];
    for (let round = 1; round <= 5; round += 1) {
      const published = performance.now();
      await publish([anEmail(connection, round, 'x')]);
      await eventually(() => expect(notebook.of(connection)).toHaveLength(round));
      times.push(performance.now() - published);
    }
    // The slow poll alone would take seconds.
    expect(Math.min(...times)).toBeLessThan(1_000);
  });

  it('reads along the index, however long the log is', async () => {
    await dataSource.query(
      `insert into bus.log (topic, partition, position, key, compacted, headers, value)
       select 'ce.email.v1', n % 12, n / 12, 'k', false, '{}', null from generate_series(0, 119999) n`,
    );
    await dataSource.query(
      `insert into bus.partition_end select 'ce.email.v1', p, 10000 from generate_series(0, 11) p`,
    );
    await dataSource.query(
      `insert into bus.reader (group_name, topic, partition, next_position) select 'g', 'ce.email.v1', p, 10000 from generate_series(0, 11) p`,
    );
    const touched = async () => {
      const [row] = await dataSource.query<{ rows: string }[]>(
        `select seq_tup_read + coalesce(idx_tup_fetch, 0) as rows from pg_stat_user_tables where schemaname = 'bus' and relname = 'log'`,
      );
      return Number(row?.rows);
    };
    const connection = randomUUID();
    const notebook = new Notebook();
    const member = await join('g', notebook);
    await publish([anEmail(connection, 1, 'x')]);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['x']));
    await member.drain();
    members.splice(0);
    // Statistics of the member's connection arrive when it ends.
    await eventually(async () => expect(await touched()).toBeGreaterThan(0));
    expect(await touched()).toBeLessThan(1_000);
  });

  it('sweeps what is old and taken by every group, in bounded steps, and nothing else', async () => {
    const connection = randomUUID();
    await publish(Array.from({ length: 20 }, (_, lead) => anEmail(connection, lead, 'old')));
    await dataSource.query(`update bus.log set written_at = now() - interval '15 days'`);
    await publish([anEmail(connection, 1, 'young')]);
    await dataSource.query(
      `insert into bus.reader (group_name, topic, partition) select 'slow', 'ce.email.v1', p from generate_series(0, 11) p`,
    );
    const notebook = new Notebook();
    const fast = await join('fast', notebook);
    const lag = async () => (await fast.bus.status.lag()).reduce((sum, part) => sum + part.lag, 0);
    await eventually(async () => expect([notebook.of(connection).length, await lag()]).toEqual([21, 0]));
    const count = async () =>
      Number((await dataSource.query<{ count: string }[]>('select count(*) from bus.log'))[0]?.count);
    expect(await sweepLog(dataSource)).toBe(0);
    await dataSource.query(`update bus.reader set next_position = 1000 where group_name = 'slow'`);
    expect(await sweepLog(dataSource, 8)).toBe(8);
    expect(await sweepLog(dataSource, 100)).toBe(12);
    expect(await count()).toBe(1);
  });

  it('keeps the newest event of each key of a compacted topic', async () => {
    await dataSource.query(
      `insert into bus.log (topic, partition, position, key, compacted, headers, value)
       select 'ce.campaign.v1', 0, n, 'campaign-' || n % 3, true, '{}', n from generate_series(0, 29) n`,
    );
    await dataSource.query(`insert into bus.partition_end values ('ce.campaign.v1', 0, 30)`);
    expect(await sweepLog(dataSource)).toBe(27);
    const rows = await dataSource.query<{ value: string }[]>('select value from bus.log order by position');
    expect(rows.map((row) => row.value)).toEqual(['27', '28', '29']);
  });
});
