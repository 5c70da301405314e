import { startTestDatabase, type TestDatabase } from '@ce/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTransaction, serviceDataSource } from '../src/index.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

it('a transaction is READ COMMITTED in the service’s schema, whatever the server would do by itself', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`do $$ begin execute format('alter database %I set default_transaction_isolation = serializable',
    current_database()); end $$`);
  await client.end();

  const address = { url: database.url, poolSize: 1, applicationName: 'test' };
  const dataSource = await serviceDataSource({ schema: 'notes', entities: [], migrations: [] }, address).initialize();
  const shown = await inTransaction(dataSource, (manager) =>
    manager.query<object[]>(`select current_setting('transaction_isolation') as isolation,
      current_setting('search_path') as path`),
  );
  expect(shown).toEqual([{ isolation: 'read committed', path: 'notes' }]);
  await dataSource.destroy();
});
