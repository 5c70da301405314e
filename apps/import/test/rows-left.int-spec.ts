import { createEvent, reportRowFound, reportRowLeft } from '@ce/contracts';
import { leadId } from '@ce/service-testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endRows, newestOfEach, type RowFound, type RowLeft, storeRows } from '../src/receive-rows/store-rows.js';
import { type ImportDatabase, startImportDatabase } from './import-database.js';

let database: ImportDatabase;
beforeAll(async () => {
  database = await startImportDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.source.query('truncate contact_import');
});

const row = {
  connectionId: 'c1',
  record: { type: 'Lead' as const, id: leadId(1) },
  campaignId: 'k1',
  sourceId: 's1',
  reportId: '00O000000000001',
};
const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 9, minute)).toISOString();
const origin = (id: string) => ({ source: '/test', id });
const found = (minute: number): RowFound =>
  createEvent(reportRowFound, { ...row, at: at(minute), enrollment: 'auto', rules: [] }, origin(`found/${minute}`));
const left = (minute: number): RowLeft =>
  createEvent(reportRowLeft, { ...row, at: at(minute) }, origin(`left/${minute}`));

/** One delivery, as the bus hands it over. */
async function deliver(...events: (RowFound | RowLeft)[]): Promise<void> {
  for (const event of newestOfEach(events)) {
    if (event.type === reportRowFound.type) await storeRows(database.source.manager, [event]);
    else await endRows(database.source.manager, [event]);
  }
}

async function state(): Promise<string | undefined> {
  const [known] = await database.source.query<{ state: string }[]>('select state from contact_import');
  return known?.state;
}

describe('a row that left its report', () => {
  it('is no longer wanted, until it is found again', async () => {
    await deliver(found(1));
    await deliver(left(2));
    expect(await state()).toBe('superseded');
    await deliver(found(1));
    expect(await state()).toBe('superseded');
    await deliver(found(3));
    expect(await state()).toBe('waiting');
  });

  it('and came back stays wanted when both events come again in two deliveries', async () => {
    await deliver(found(1));
    await deliver(left(2), found(3));
    await deliver(left(2));
    expect(await state()).toBe('waiting');
    await deliver(found(3));
    expect(await state()).toBe('waiting');
  });

  it.each([
    ['together', true],
    ['one after the other', false],
  ])('and came back is wanted also when the events come the wrong way round, %s', async (_, together) => {
    await deliver(found(1));
    if (together) await deliver(found(3), left(2));
    else for (const event of [found(3), left(2)]) await deliver(event);
    expect(await state()).toBe('waiting');
    const [known] = await database.source.query<{ event_id: string }[]>('select event_id from contact_import');
    expect(known?.event_id).toBe('found/3');
  });

  it('stays ended when an older event that found it comes late', async () => {
    await deliver(found(1));
    await deliver(left(3));
    await deliver(found(2));
    expect(await state()).toBe('superseded');
  });

  it('is left alone when it was imported before', async () => {
    await deliver(found(1));
    await database.source.query(`update contact_import set state = 'done', outcome = 'imported'`);
    await deliver(left(2));
    expect(await state()).toBe('done');
  });
});
