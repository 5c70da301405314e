import { migrate, serviceDataSource } from '@ce/database';
import { startTestDatabase, type TestDatabase } from '@ce/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { database } from '../src/database.js';
import { AddDryRuns1790000000003 } from '../src/migrations/1790000000003-add-dry-runs.js';
import { summarizeImports } from '../src/show-imports/list-imports.js';

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

it('a database of the release before dry runs gets them, and its rows stay rows in earnest', async () => {
  const before = await open(database.migrations.filter((migration) => migration !== AddDryRuns1790000000003));
  await migrate(before, database.schema);
  await before.query(
    `insert into contact_import (id, connection_id, record_id, kind, object_type, campaign_id, source_id, enrollment,
       rules, event_id, known_at)
     values ('r1', 'c1', '00Q5g00000AAAAAAAA', 'import', 'Lead', 'k1', 's1', 'auto', '[]', 'e1', now())`,
  );
  await before.destroy();

  const now = await open(database.migrations);
  expect(await migrate(now, database.schema)).toEqual(['AddDryRuns1790000000003']);
  expect(await summarizeImports(now.manager, ['c1'], undefined)).toEqual([{ state: 'waiting', code: null, rows: 1 }]);
  await now.destroy();
});
