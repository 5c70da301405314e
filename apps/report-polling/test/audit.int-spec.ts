import { eventually } from '@ce/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leads, type Polling, startPolling } from './polling.js';

let polling: Polling;
beforeAll(async () => {
  polling = await startPolling({
    records: { Lead: leads(2) },
    reports: [{ name: 'leads', reportType: 'LeadList', detailColumns: ['LEAD_ID'] }],
  });
});
afterAll(() => polling.stop());

interface Page {
  entries: { action: string; actor: string; connectionId: string; detail: string }[];
  next: string | null;
}

it('says who attached, polled, tried, enrolled and detached, newest first, page by page', async () => {
  const admin = await polling.as('w1', 'admin');
  const reportId = polling.reportId('leads');
  await admin.put('/enrollment-sources/s1', { campaignId: 'k1', reportId, autoImport: false });
  await admin.post('/enrollment-sources/s1/polls');
  await eventually(async () =>
    expect((await admin.get('/enrollment-sources/s1')).body).toMatchObject({ rows: { waiting: 2 } }),
  );
  await admin.post('/enrollment-sources/s1/dry-run', { enrollment: 'manual' });
  await admin.post('/enrollment-sources/s1/enrollments', { all: true });
  // Nothing is left to enroll, so nothing is done that an entry could tell of.
  await admin.post('/enrollment-sources/s1/enrollments', { all: true });
  expect((await admin.delete('/enrollment-sources/s1')).status).toBe(204);
  expect((await admin.delete('/enrollment-sources/s1')).status).toBe(404);

  const read = async (query: string) => (await admin.get(`/audit/report-polling${query}`)).body as Page;
  const { entries } = await read('');
  expect(entries.map(({ action }) => action)).toEqual([
    'report-detached',
    'rows-enrolled',
    'dry-run-requested',
    'poll-requested',
    'report-attached',
  ]);
  expect(entries.every(({ actor, connectionId }) => actor === 'ann' && connectionId === 'c1')).toBe(true);
  expect(entries[1]?.detail).toBe('Enrolled 2 rows of s1 in the campaign k1 by hand.');
  expect(entries[2]?.detail).toBe('Asked of 2 rows of s1 whether they would be enrolled by hand.');

  const first = await read('?limit=3');
  expect(first.entries).toEqual(entries.slice(0, 3));
  expect(await read(`?limit=3&before=${first.next}`)).toEqual({ entries: entries.slice(3), next: null });
  expect((await read('?action=rows-enrolled')).entries).toEqual([entries[1]]);
  expect((await read('?connectionId=c2')).entries).toEqual([]);
});
