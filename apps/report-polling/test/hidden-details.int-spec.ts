import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leads, type Polling, startPolling } from './polling.js';

const hidden = { reportType: 'LeadList', detailColumns: ['LAST_NAME'], aggregates: [], hasDetailRows: false };
const byRating = { groupingsDown: [{ name: 'RATING' }] };

let polling: Polling;
beforeAll(async () => {
  polling = await startPolling({
    records: { Lead: leads(3) },
    reports: [
      { ...hidden, name: 'summary', format: 'SUMMARY' as const, ...byRating },
      { ...hidden, name: 'matrix', format: 'MATRIX' as const, ...byRating, groupingsAcross: [{ name: 'STATUS' }] },
      { ...hidden, name: 'limited', topRows: { rowLimit: 2, direction: 'Asc' as const } },
    ],
  });
});
afterAll(() => polling.stop());

async function attach(name: string) {
  const http = await polling.as('w1', 'admin');
  const body = { campaignId: 'k1', reportId: polling.reportId(name), autoImport: true };
  expect((await http.put(`/enrollment-sources/${name}`, body)).status).toBe(200);
  return async () => (await http.get(`/enrollment-sources/${name}`)).body as Record<string, unknown>;
}

describe('a report that is saved without its detail rows and counts nothing', () => {
  it.each(['summary', 'matrix'])('is not taken for an empty one: %s', async (name) => {
    const show = await attach(name);
    await eventually(async () =>
      expect(await show()).toMatchObject({ state: 'read', rowsInReport: 3, rows: { published: 3 } }),
    );
  });

  it('is refused with what to do when it can be read in no other form', async () => {
    const show = await attach('limited');
    await eventually(async () =>
      expect(await show()).toMatchObject({ state: 'refused', problem: { code: 'details-hidden' } }),
    );
  });
});
