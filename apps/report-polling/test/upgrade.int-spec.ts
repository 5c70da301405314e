import { migrate, serviceDataSource } from '@ce/database';
import { startTestDatabase, type TestDatabase } from '@ce/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { database } from '../src/database.js';
import { CreateDryRun1790000000002 } from '../src/migrations/1790000000002-create-dry-run.js';
import { listSources } from '../src/show-sources/show-source.js';

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await startTestDatabase();
});
afterAll(() => postgres.close());

const open = (migrations: typeof database.migrations) =>
  serviceDataSource(
    { ...database, migrations },
    { url: postgres.url, poolSize: 2, applicationName: 'test' },
  ).initialize();

it('a database of the release before dry runs gets them, and keeps its sources', async () => {
  const before = await open(database.migrations.filter((migration) => migration !== CreateDryRun1790000000002));
  await migrate(before, database.schema);
  await before.query(`insert into report (connection_id, report_id) values ('c1', '00O000000000001AAA')`);
  await before.query(
    `insert into enrollment_source (id, workspace_id, connection_id, campaign_id, report_id, auto_import, rules)
     values ('s1', 'w1', 'c1', 'k1', '00O000000000001AAA', true, '[]')`,
  );
  await before.destroy();

  const now = await open(database.migrations);
  expect(await migrate(now, database.schema)).toEqual(['CreateDryRun1790000000002']);
  expect(await listSources(now.manager, 'w1', undefined)).toMatchObject([{ id: 's1' }]);
  await now.destroy();
});
