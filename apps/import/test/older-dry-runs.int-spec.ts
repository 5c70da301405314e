import { createEvent, dryRunRequested } from '@ce/contracts';
import { leadId } from '@ce/service-testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeDryRunRows } from '../src/judge-dry-runs/store-dry-run-rows.js';
import { storeRows } from '../src/receive-rows/store-rows.js';
import { type ImportDatabase, startImportDatabase } from './import-database.js';
import { aRow } from './importing.js';

let database: ImportDatabase;
beforeAll(async () => {
  database = await startImportDatabase();
});
afterAll(() => database.close());

function ask(dryRunId: string, number: number, second: number, sourceId = 's1') {
  const at = `2026-03-02T09:00:0${second}.000Z`;
  const record = { type: 'Lead', id: leadId(number) } as const;
  const row = { connectionId: 'c1', campaignId: 'k1', sourceId, record, at };
  return createEvent(dryRunRequested, { ...row, dryRunId, enrollment: 'auto', rules: [] }, { source: '/test' });
}

it('a newer dry run drops what waits of the older ones of its source, and nothing else', async () => {
  const { manager } = database.source;
  const stored = async () => {
    const rows = await manager.query<{ id: string }[]>('select id from contact_import order by id');
    return rows.map(({ id }) => id);
  };
  await storeRows(manager, [aRow(leadId(1)) as Parameters<typeof storeRows>[1][number]]);
  await storeDryRunRows(manager, [ask('d1', 1, 1), ask('d1', 2, 1), ask('d1', 3, 1), ask('d9', 1, 1, 's2')]);
  await manager.query(`update contact_import set state = 'claimed' where id = $1`, [`dry-run/d1/${leadId(3)}`]);

  await storeDryRunRows(manager, [ask('d2', 2, 2)]);
  const left = [`c1/s1/${leadId(1)}`, `dry-run/d1/${leadId(3)}`, `dry-run/d2/${leadId(2)}`, `dry-run/d9/${leadId(1)}`];
  expect(await stored()).toEqual(left);

  // One of the older dry run that comes late drops nothing of the newer one.
  await storeDryRunRows(manager, [ask('d1', 4, 1)]);
  expect(await stored()).toEqual([...left, `dry-run/d1/${leadId(4)}`].sort());
});
