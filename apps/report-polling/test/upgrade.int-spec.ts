import { upgradeDatabase } from '@ce/service-testing';
import { expect, it } from 'vitest';
import { database } from '../src/database.js';
import { CreateDryRun1790000000002 } from '../src/migrations/1790000000002-create-dry-run.js';
import { CreateReportRun1790000000003 } from '../src/migrations/1790000000003-create-report-run.js';
import { listSources } from '../src/show-sources/show-source.js';

it.each([
  ['dry runs', [CreateDryRun1790000000002, CreateReportRun1790000000003]],
  ['background runs', [CreateReportRun1790000000003]],
])('a database of the release before %s gets them, and keeps its sources', async (_, added) => {
  const { ran, source, close } = await upgradeDatabase(database, added, async (before) => {
    await before.query(`insert into report (connection_id, report_id) values ('c1', '00O000000000001AAA')`);
    await before.query(
      `insert into enrollment_source (id, workspace_id, connection_id, campaign_id, report_id, auto_import, rules)
       values ('s1', 'w1', 'c1', 'k1', '00O000000000001AAA', true, '[]')`,
    );
  });
  expect(ran).toEqual(added.map((migration) => migration.name));
  expect(await listSources(source.manager, 'w1', undefined)).toMatchObject([{ id: 's1', backgroundRun: null }]);
  await close();
});
