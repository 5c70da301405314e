import jsforce from 'jsforce';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { admin, fixedTokens, idOf, limited } from './report-client.js';
import type { ServedOrg } from './serve-org.js';
import { serveOrg } from './serve-org.js';

let served: ServedOrg;
beforeEach(async () => {
  served = await serveOrg({
    users: [admin, limited()],
    fixedTokens,
    records: {
      Lead: [
        { FirstName: 'Ann', LastName: 'Abel', Company: 'A', Email: 'ann@example.com' },
        { LastName: 'Brown', Company: 'B' },
      ],
    },
    reports: [{ name: 'Leads', reportType: 'LeadList', detailColumns: ['LEAD_ID', 'LAST_NAME', 'EMAIL'] }],
  });
});
afterEach(() => served.close());

const connect = (accessToken: string) =>
  new jsforce.Connection({ instanceUrl: served.url, accessToken, version: '62.0' });

it('jsforce lists, describes and runs a report', async () => {
  const { analytics } = connect('admin');
  expect(await analytics.reports()).toEqual([]);
  const report = analytics.report(idOf(served, 'Leads'));
  const described = await report.describe();
  expect((await analytics.reports()).map(({ name }) => name)).toEqual(['Leads']);
  expect(described.reportMetadata.reportType).toEqual({ type: 'LeadList', label: 'Leads' });
  const { factMap, allData } = await report.execute({ details: true });
  expect(allData).toBe(true);
  expect(JSON.stringify(factMap)).toContain('"label":"Abel"');

  const { reportMetadata } = described;
  const filter = { column: 'EMAIL', operator: 'notEqual' as const, value: '', isRunPageEditable: true };
  const metadata = { reportMetadata: { ...reportMetadata, reportFilters: [...reportMetadata.reportFilters, filter] } };
  const filtered = await report.execute({ details: true, metadata });
  expect(JSON.stringify(filtered.factMap)).not.toContain('"label":"Brown"');
});

it('jsforce runs a report asynchronously', async () => {
  const report = connect('admin').analytics.report(idOf(served, 'Leads'));
  const { id } = await report.executeAsync({ details: true });
  await report.instance(id).retrieve();
  const result = await report.instance(id).retrieve();
  expect(result.attributes.status).toBe('Success');
  expect(await report.instances()).toHaveLength(1);
});

it('jsforce names the code and the text of a refusal', async () => {
  await expect(connect('limited').analytics.report(idOf(served, 'Leads')).execute()).rejects.toMatchObject({
    errorCode: 'FORBIDDEN',
    message: 'You don’t have sufficient privileges to perform this operation.',
  });
});
