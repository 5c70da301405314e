import { afterEach, describe, expect, it } from 'vitest';
import { SteppedClock } from '../serve-org.js';
import { administrator, type RunningOrg, rowsOf, runOrg } from './running-org.js';

let org: RunningOrg;
afterEach(() => org.simulator.stop());

const lead = { LastName: 'L', Company: 'C' };
const usageOf = (headers: Headers) => headers.get('sforce-limit-info');

describe('addresses', () => {
  it.each([
    ['v99.0', 404, 'NOT_FOUND'],
    ['latest', 404, 'NOT_FOUND'],
    ['v30.0', 410, 'UNSUPPORTED_API_VERSION'],
  ])('of the version %s are refused', async (version, status, errorCode) => {
    org = await runOrg();
    for (const path of ['sobjects', 'nowhere'])
      expect(await org.ask('GET', `/services/data/${version}/${path}`)).toMatchObject({
        status,
        body: [{ errorCode }],
      });
  });

  it('warn of an old version', async () => {
    org = await runOrg();
    expect((await org.ask('GET', '/services/data/v39.0/sobjects')).headers.get('warning')).toContain('299');
    expect((await org.ask('GET', 'sobjects')).headers.get('warning')).toBeNull();
  });

  it.each([
    ['GET', 'nowhere', 404, [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }]],
    ['GET', 'sobjects/Nothing__c/describe', 404, [{ errorCode: 'NOT_FOUND' }]],
    ['PUT', 'sobjects/Lead', 405, [{ errorCode: 'METHOD_NOT_ALLOWED' }]],
    ['POST', 'sobjects/Lead', 400, [{ errorCode: 'JSON_PARSER_ERROR' }]],
  ])('%s %s says how many calls are used, as every answer does', async (method, path, status, body) => {
    org = await runOrg();
    const reply = await org.ask(method, path);
    expect(reply).toMatchObject({ status, body });
    expect(usageOf(reply.headers)).toMatch(/^api-usage=\d+\/100000$/);
    const stranger = await org.ask(method, path, undefined, { Authorization: 'Bearer nonsense' });
    expect(stranger).toMatchObject({ status: 401, body: [{ errorCode: 'INVALID_SESSION_ID' }] });
  });

  it('tell the quota of the app where there is one', async () => {
    org = await runOrg({ limits: { perAppApiRequests: 250 }, connectedApps: [{ name: 'CE', clientId: 'id' }] });
    const token = org.simulator.issueSession(administrator.username);
    const { headers } = await org.ask('GET', 'sobjects', undefined, { Authorization: `Bearer ${token}` });
    expect(usageOf(headers)).toBe('api-usage=1/100000; per-app-api-usage=1/250(appName=CE)');
  });
});

describe('sessions', () => {
  it('need the bearer scheme', async () => {
    org = await runOrg();
    const headers = { Authorization: 'Basic dG9rZW4=' };
    expect(await org.ask('GET', 'sobjects', undefined, headers)).toMatchObject({
      status: 401,
      body: [{ errorCode: 'INVALID_AUTH_HEADER', message: 'INVALID_HEADER_TYPE' }],
    });
    expect((await org.ask('GET', 'sobjects', undefined, { Authorization: 'OAuth token' })).status).toBe(200);
  });

  it('end with the deactivation of their user', async () => {
    org = await runOrg();
    await org.ask('PATCH', `/simulator/users/${administrator.username}`, { active: false });
    expect(await org.ask('GET', 'sobjects')).toMatchObject({
      status: 401,
      body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }],
    });
  });

  it('of the org file can expire as well', async () => {
    org = await runOrg();
    await org.ask('POST', '/simulator/faults', { effect: { type: 'expire-session' }, times: 1 });
    for (let call = 0; call < 2; call += 1) expect((await org.ask('GET', 'sobjects')).status).toBe(401);
  });
});

describe('bodies', () => {
  it.each(['application/x-www-form-urlencoded', 'text/plain', 'application/xml'])('of %s are refused', async (type) => {
    org = await runOrg();
    const response = await fetch(`${org.simulator.url}/services/data/v62.0/sobjects/Lead`, {
      method: 'POST',
      headers: { authorization: 'Bearer token', 'content-type': type },
      body: 'LastName=L&Company=C',
    });
    expect([response.status, await response.json()]).toMatchObject([415, [{ errorCode: 'UNSUPPORTED_MEDIA_TYPE' }]]);
    expect(org.simulator.org.records.count('Lead')).toBe(0);
  });

  it('that are no JSON are told so', async () => {
    org = await runOrg();
    const response = await fetch(`${org.simulator.url}/services/data/v62.0/composite/sobjects`, {
      method: 'POST',
      headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
      body: '{"records":[',
    });
    expect([response.status, await response.json()]).toMatchObject([400, [{ errorCode: 'JSON_PARSER_ERROR' }]]);
  });

  it('above 50 MB are refused', async () => {
    org = await runOrg();
    const huge = { ...lead, Description: 'x'.repeat(50 * 1024 * 1024) };
    expect(await org.ask('POST', 'sobjects/Lead', huge)).toMatchObject({
      status: 400,
      body: [{ errorCode: 'EXCEEDED_MAX_SIZE_REQUEST' }],
    });
  });
});

describe('describe', () => {
  it('answers 304 until something of it changes', async () => {
    const clock = new SteppedClock();
    org = await runOrg({}, { clock });
    const read = async (since: string | null) =>
      org.ask('GET', 'sobjects/Lead/describe', undefined, since === null ? {} : { 'If-Modified-Since': since });
    const first = await read(null);
    const date = first.headers.get('last-modified');
    expect(first.status).toBe(200);
    expect(await read(date)).toMatchObject({ status: 304, body: '' });
    expect((await read(new Date(clock.now() - 60_000).toUTCString())).status).toBe(200);
    clock.step(5_000);
    await org.ask('POST', '/simulator/fields/Lead', { name: 'New__c', type: 'string' });
    expect((await read(date)).status).toBe(200);
    const latest = (await read(null)).headers.get('last-modified');
    clock.step(5_000);
    await org.ask('PATCH', `/simulator/users/${administrator.username}`, { fields: { 'Lead.New__c': 'none' } });
    expect((await read(latest)).status).toBe(200);
  });
});

describe('Organization', () => {
  it('tells edition, sandbox and instance', async () => {
    org = await runOrg({ org: { organizationType: 'Unlimited Edition', isSandbox: true, instanceName: 'CS1' } });
    const rows = rowsOf(
      await org.query('SELECT Name, OrganizationType, IsSandbox, InstanceName, NamespacePrefix FROM Organization'),
    );
    expect(rows).toMatchObject([
      { OrganizationType: 'Unlimited Edition', IsSandbox: true, InstanceName: 'CS1', NamespacePrefix: null },
    ]);
  });
});

describe('limits', () => {
  it('count report runs, and show storage to those who manage users', async () => {
    org = await runOrg({
      users: [{ ...administrator, permissions: { ManageUsers: false } }],
      records: { Lead: [lead] },
      reports: [{ name: 'R', reportType: 'LeadList', detailColumns: ['LAST_NAME'] }],
    });
    const [report] = [...org.simulator.org.reports.all()];
    await org.ask('GET', `analytics/reports/${report?.id}`);
    await org.ask('POST', `analytics/reports/${report?.id}/instances`);
    const { body } = await org.ask('GET', 'limits');
    expect(body).toMatchObject({
      HourlySyncReportRuns: { Max: 500, Remaining: 499 },
      HourlyAsyncReportRuns: { Max: 1_200, Remaining: 1_199 },
      ConcurrentSyncReportRuns: { Max: 20 },
      ConcurrentAsyncGetReportInstances: { Max: 200 },
    });
    expect(body).not.toHaveProperty('DataStorageMB');
    await org.ask('PATCH', `/simulator/users/${administrator.username}`, { permissions: { ManageUsers: true } });
    expect((await org.ask('GET', 'limits')).body).toHaveProperty('DataStorageMB');
  });
});
