import { upgradeDatabase } from '@ce/service-testing';
import { expect, it } from 'vitest';
import { database } from '../src/database.js';
import { AddDryRuns1790000000003 } from '../src/migrations/1790000000003-add-dry-runs.js';
import { summarizeImports } from '../src/show-imports/list-imports.js';

it('a database of the release before dry runs gets them, and its rows stay rows in earnest', async () => {
  const { ran, source, close } = await upgradeDatabase(database, [AddDryRuns1790000000003], (before) =>
    before.query(
      `insert into contact_import (id, connection_id, record_id, kind, object_type, campaign_id, source_id, enrollment,
         rules, event_id, known_at)
       values ('r1', 'c1', '00Q5g00000AAAAAAAA', 'import', 'Lead', 'k1', 's1', 'auto', '[]', 'e1', now())`,
    ),
  );
  expect(ran).toEqual(['AddDryRuns1790000000003']);
  expect(await summarizeImports(source.manager, ['c1'], undefined)).toEqual([
    { state: 'waiting', code: null, rows: 1 },
  ]);
  await close();
});
