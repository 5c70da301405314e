import { aCampaign } from '@ce/service-testing';
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

it('two workspaces that name a campaign alike keep each its own', async () => {
  const theirs = { workspaceId: 'w2', connectionId: 'c2' };
  await polling.publish(aCampaign({ ...theirs, status: 'ended', at: new Date(Date.now() + 60_000).toISOString() }));
  await eventually(async () => {
    const told = await polling.database.query<object[]>(`select from campaign where workspace_id = 'w2'`);
    expect(told).toHaveLength(1);
  });
  const http = await polling.as('w1', 'admin');
  const body = { campaignId: 'k1', reportId: polling.reportId('leads'), autoImport: true };
  expect((await http.put('/enrollment-sources/s1', body)).status).toBe(200);
  await eventually(async () =>
    expect((await http.get('/enrollment-sources/s1')).body).toMatchObject({
      campaignStatus: 'running',
      connectionId: 'c1',
      rows: { published: 2 },
    }),
  );
  const listed = (await http.get('/enrollment-sources')).body as unknown[];
  expect(listed).toHaveLength(1);
  const others = await polling.as('w2', 'admin');
  expect((await others.get('/enrollment-sources')).body).toEqual([]);
});

it('the start of one of them makes nothing due for the other', async () => {
  const nextPoll = async () => {
    const [report] = await polling.database.query<{ due_at: Date }[]>('select due_at from report');
    return report?.due_at;
  };
  const before = await eventually(async () => {
    const due = await nextPoll();
    expect(due?.getTime()).toBeGreaterThan(Date.now());
    return due;
  });
  const later = new Date(Date.now() + 120_000).toISOString();
  await polling.publish(aCampaign({ workspaceId: 'w2', connectionId: 'c2', at: later }));
  await eventually(async () => {
    const started = await polling.database.query<object[]>(
      `select from campaign where workspace_id = 'w2' and status = 'running'`,
    );
    expect(started).toHaveLength(1);
  });
  expect(await nextPoll()).toEqual(before);
});
