import { eventually } from '@ce/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leads, type Polling, startPolling } from './polling.js';

const LIMIT = 5;
const TICK_MS = 20;

let polling: Polling;
beforeAll(async () => {
  polling = await startPolling(
    { records: { Lead: leads(2) }, reports: [{ name: 'leads', reportType: 'LeadList', detailColumns: ['LEAD_ID'] }] },
    { BUS_OUTBOX_LIMIT: String(LIMIT), POLL_TICK_MS: String(TICK_MS) },
  );
});
afterAll(() => polling.stop());

const runs = () => polling.simulator.journal.byKind()['report-run']?.calls ?? 0;

it('polls no report while the outbox is full, and goes on as soon as it has room', async () => {
  await polling.database.query(`insert into bus_outbox (events, pack) values ($1, '[]')`, [LIMIT]);
  const http = await polling.as('w1', 'admin');
  // An answer of a moment ago may still say that there is room.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const body = { campaignId: 'k1', reportId: polling.reportId('leads'), autoImport: true };
  expect((await http.put('/enrollment-sources/s1', body)).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 20 * TICK_MS));
  expect((await http.get('/enrollment-sources/s1')).body).toMatchObject({ state: 'unread' });
  expect(runs()).toBe(0);

  await polling.database.query('delete from bus_outbox');
  await eventually(async () =>
    expect((await http.get('/enrollment-sources/s1')).body).toMatchObject({ state: 'read' }),
  );
});
