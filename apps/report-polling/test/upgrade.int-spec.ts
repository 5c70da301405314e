import { migrate, serviceDataSource } from '@ce/database';
import { startTestDatabase, type TestDatabase } from '@ce/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { database } from '../src/database.js';
import { CreateDryRun1790000000002 } from '../src/migrations/1790000000002-create-dry-run.js';
import { CreateReportRun1790000000003 } from '../src/migrations/1790000000003-create-report-run.js';
import { listSources } from '../src/show-sources/show-source.js';

let postgres: TestDatabase;
beforeEach(async () => {
  postgres = await startTestDatabase();
});
afterEach(() => postgres.close());

const open = (migrations: typeof database.migrations) =>
  serviceDataSource(
    { ...database, migrations },
    { url: postgres.url, poolSize: 2, applicationName: 'test' },
  ).initialize();

it.each([
  ['dry runs', [CreateDryRun1790000000002, CreateReportRun1790000000003]],
  ['background runs', [CreateReportRun1790000000003]],
])('a database of the release before %s gets them, and keeps its sources', async (_, added) => {
  const before = await open(database.migrations.filter((migration) => !added.some((one) => one === migration)));
  await migrate(before, database.schema);
  await before.query(`insert into report (connection_id, report_id) values ('c1', '00O000000000001AAA')`);
  await before.query(
    `insert into enrollment_source (id, workspace_id, connection_id, campaign_id, report_id, auto_import, rules)
     values ('s1', 'w1', 'c1', 'k1', '00O000000000001AAA', true, '[]')`,
  );
  await before.destroy();

  const now = await open(database.migrations);
  expect(await migrate(now, database.schema)).toEqual(added.map((migration) => migration.name));
  expect(await listSources(now.manager, 'w1', undefined)).toMatchObject([{ id: 's1', backgroundRun: null }]);
  await now.destroy();
});
