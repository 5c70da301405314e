import { migrate, serviceDataSource } from '@ce/database';
import { startTestDatabase, type TestDatabase } from '@ce/testing';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe } from 'vitest';
import { z } from 'zod';
import { buildBus } from '../src/build-bus.js';
import { silentJournal } from '../src/consume/bus-journal.js';
import { busSettings, migrateBus } from '../src/index.js';
import { appendToLog } from '../src/postgres/append-to-log.js';
import { busConformance } from '../src/testing/conformance.js';

const policy = { attempts: 3, firstWaitMs: 10, longestWaitMs: 50 };
const given = { BUS: 'postgres', BUS_BATCH_SIZE: '100' };
const settings = z.object(busSettings).parse(given);
const database = { schema: 'conformance', entities: [], migrations: [] };

describe('Postgres transport', () => {
  let server: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    server = await startTestDatabase();
    await migrateBus(server.url);
    dataSource = serviceDataSource(database, { url: server.url, poolSize: 20, applicationName: 'conformance' });
    await dataSource.initialize();
    await migrate(dataSource, database.schema);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await server.close();
  });

  busConformance(() => ({
    name: 'postgres',
    // One look a second, and slack for a busy machine.
    takeoverMs: 5_000,
    dataSource,
    build: (group) => buildBus({ group, settings, dataSource, journal: silentJournal, policy }),
    publishRaw: (topic, content) =>
      appendToLog((sql, parameters) => dataSource.query(sql, parameters), [{ topic, content }]),
    processSettings: { url: server.url, schema: database.schema, settings: given },
  }));
});
