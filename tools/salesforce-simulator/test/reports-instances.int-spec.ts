import { afterEach, beforeEach, expect, it } from 'vitest';
import { admin, analytics, fixedTokens, idOf, limited } from './report-client.js';
import type { RunBody } from './report-client.js';
import type { ServedOrg } from './serve-org.js';
import { day, serveOrg } from './serve-org.js';

interface Instance {
  readonly id: string;
  readonly status: string;
  readonly url: string;
  readonly completionDate: string | null;
}
type Result = RunBody & { readonly attributes: Instance & { readonly type: string; readonly reportId: string } };

let served: ServedOrg;
let base: string;
beforeEach(async () => {
  served = await serveOrg({
    users: [admin, limited()],
    fixedTokens,
    records: { Lead: [{ LastName: 'Abel', Company: 'A' }] },
    reports: [{ name: 'Leads', reportType: 'LeadList', detailColumns: ['LAST_NAME'] }],
  });
  base = `/reports/${idOf(served, 'Leads')}`;
});
afterEach(() => served.close());

const order = async () => (await analytics<Instance>(served, 'POST', `${base}/instances?includeDetails=true`)).body;
const look = (id: string) => analytics<Result>(served, 'GET', `${base}/instances/${id}`);

it('go from New over Running to Success with every look', async () => {
  const ordered = await order();
  expect(ordered).toMatchObject({ status: 'New', completionDate: null, queryable: false, hasDetailRows: true });
  expect(ordered.id).toMatch(/^0LG/);
  expect((await look(ordered.id)).body.attributes.status).toBe('Running');
  const { body } = await look(ordered.id);
  expect(body.attributes).toMatchObject({ type: 'ReportInstance', status: 'Success', reportName: 'Leads' });
  expect(body.factMap['T!T']?.rows).toHaveLength(1);
});

it('are done by the clock as well', async () => {
  const { id } = await order();
  served.clock.step(5_000);
  expect((await look(id)).body.attributes.status).toBe('Success');
});

it('end in an error when told to, as often as told', async () => {
  await fetch(`${served.url}/simulator/reports/pace`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ polls: 1, failing: 1 }),
  });
  const statusOf = async () => (await look((await order()).id)).body.attributes.status;
  expect([await statusOf(), await statusOf()]).toEqual(['Error', 'Success']);
});

it('take overrides, and refuse a bad request at once', async () => {
  const body = { reportMetadata: { reportFilters: [{ column: 'LAST_NAME', operator: 'equals', value: 'nobody' }] } };
  const { body: ordered } = await analytics<Instance>(served, 'POST', `${base}/instances?includeDetails=true`, {
    body,
  });
  served.clock.step(5_000);
  expect((await look(ordered.id)).body.factMap['T!T']?.rows).toEqual([]);
  expect((await analytics(served, 'POST', `${base}/instances`, { body: { reportMetadata: {} } })).status).toBe(400);
});

it('are listed, deleted, and forgotten after a day', async () => {
  const [first, second] = [await order(), await order()];
  const list = async () => (await analytics<Instance[]>(served, 'GET', `${base}/instances`)).body.map(({ id }) => id);
  expect(await list()).toEqual([second.id, first.id]);
  expect((await analytics(served, 'DELETE', `${base}/instances/${first.id}`)).status).toBe(204);
  expect(await list()).toEqual([second.id]);
  expect((await look(first.id)).status).toBe(404);
  served.clock.step(day + 1);
  expect(await list()).toEqual([]);
});

it('are unavailable once the report has changed', async () => {
  const { id } = await order();
  await analytics(served, 'PATCH', base, { body: { reportMetadata: { detailColumns: ['EMAIL'] } } });
  served.clock.step(5_000);
  expect(await look(id)).toMatchObject({
    status: 500,
    body: [{ message: expect.stringContaining('metadata has changed') as string }],
  });
});

it('and reports themselves can be cloned, changed and deleted', async () => {
  const { body: clone } = await analytics<RunBody>(served, 'POST', `/reports?cloneId=${base.slice(9)}`, {
    body: { reportMetadata: { name: 'Copy' } },
  });
  expect(clone.reportMetadata).toMatchObject({ name: 'Copy', detailColumns: ['LAST_NAME'] });
  expect((await analytics(served, 'DELETE', base)).status).toBe(204);
  expect((await analytics(served, 'GET', base)).status).toBe(404);
  expect((await analytics(served, 'GET', `/reports/${String(clone.reportMetadata['id'])}`)).status).toBe(200);
});
