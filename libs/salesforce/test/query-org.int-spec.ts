import { afterEach, describe, expect, it } from 'vitest';
import { connectToOrg, type SalesforceOrg } from '../src/index.js';
import { type Answer, json, type ScriptedServer, startScriptedServer, text } from './scripted-server.js';

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

async function orgAnswering(...answers: Answer[]): Promise<SalesforceOrg> {
  server = await startScriptedServer(...answers);
  return connectToOrg({ accessToken: 't', instanceUrl: server.url, apiVersion: '62.0' }, { timeoutMs: 5_000 });
}

const row = (id: string) => ({ attributes: { type: 'Lead', url: '/x' }, Id: id });
const page = (ids: string[], next?: string) => ({
  totalSize: 3,
  done: next === undefined,
  ...(next === undefined ? {} : { nextRecordsUrl: `/services/data/v62.0/query/${next}` }),
  records: ids.map(row),
});
const compositeOf = (...parts: [number, unknown][]) =>
  json(200, {
    compositeResponse: parts.map(([httpStatusCode, body], index) => ({
      httpStatusCode,
      body,
      httpHeaders: {},
      referenceId: `part${index}`,
    })),
  });
const urlsOf = (index: number) =>
  (JSON.parse(server?.seen[index]?.body ?? '{}') as { compositeRequest: { url: string }[] }).compositeRequest.map(
    (part) => part.url,
  );

describe('queries', () => {
  it('read every page', async () => {
    const org = await orgAnswering(json(200, page(['a', 'b'], '01g-2')), json(200, page(['c'])));
    expect((await org.query<{ Id: string }>('SELECT Id FROM Lead')).map((one) => one.Id)).toEqual(['a', 'b', 'c']);
    expect(server?.seen.map((request) => request.path)).toEqual([
      '/services/data/v62.0/query?q=SELECT%20Id%20FROM%20Lead',
      '/services/data/v62.0/query/01g-2',
    ]);
  });

  it('ask for deleted rows where told to', async () => {
    const org = await orgAnswering(json(200, page([])));
    await org.queryAll('SELECT Id FROM Lead');
    expect(server?.seen[0]?.path).toMatch(/\/queryAll\?q=/);
  });

  it('travel in a body when they are too long for an address', async () => {
    const org = await orgAnswering(compositeOf([200, page(['a'], '01g-1')]), json(200, page(['b'])));
    const soql = `SELECT Id FROM Lead WHERE Name = '${'x'.repeat(5_000)}'`;
    expect(await org.query(soql)).toHaveLength(2);
    expect(server?.seen[0]).toMatchObject({ method: 'POST', path: '/services/data/v62.0/composite' });
    expect(decodeURIComponent(urlsOf(0)[0] ?? '')).toBe(`/services/data/v62.0/query?q=${soql}`);
  });

  it('share calls, five at a time, pages included; a refused one spoils no other', async () => {
    const org = await orgAnswering(
      compositeOf(
        [200, page(['a'], '01g-a')],
        [400, [{ errorCode: 'INVALID_FIELD', message: "No such column 'X' on entity 'Lead'." }]],
        [200, page(['c'])],
        [200, page([])],
        [200, page([])],
      ),
      compositeOf([200, page(['a2'])], [200, page(['f'])]),
    );
    const answers = await org.queryMany<{ Id: string }>(['q0', 'q1', 'q2', 'q3', 'q4', 'q5']);
    expect(org.callsMade).toBe(2);
    expect(
      answers.map((answer) => (answer.kind === 'rows' ? answer.rows.map((one) => one.Id) : answer.error.code)),
    ).toEqual([['a', 'a2'], 'INVALID_FIELD', ['c'], [], [], ['f']]);
    expect(urlsOf(1)).toEqual(['/services/data/v62.0/query/01g-a', '/services/data/v62.0/query?q=q5']);
  });

  it('by ids need one call for 10,000 of them', async () => {
    const org = await orgAnswering(
      compositeOf(...Array.from({ length: 5 }, (): [number, unknown] => [200, page(['a'])])),
    );
    const ids = Array.from({ length: 10_000 }, (_, index) => `00Q${String(index).padStart(15, '0')}`);
    expect(await org.queryByIds(ids, (list) => `SELECT Id FROM Lead WHERE Id IN (${list})`)).toHaveLength(5);
    expect(org.callsMade).toBe(1);
    expect(await org.queryByIds([], (list) => list)).toEqual([]);
    expect(org.callsMade).toBe(1);
  });
});

describe('describe', () => {
  it('reads an answer as Salesforce gives it, and a later “not modified”', async () => {
    const body = { name: 'Lead', fields: [{ name: 'Company', type: 'string', length: 255, nillable: false }] };
    const modified = 'Thu, 02 Dec 2021 18:00:00 GMT';
    const org = await orgAnswering(json(200, body, { 'last-modified': modified }), text(304, ''));
    const answer = await org.describeIfChanged('Lead', null);
    if (answer.kind !== 'changed') throw new Error('expected a describe');
    expect(answer.describe.fields.find((field) => field.name === 'Company')).toMatchObject({
      nillable: false,
      length: 255,
    });
    expect(await org.describeIfChanged('Lead', answer.lastModified)).toEqual({ kind: 'unchanged' });
    expect(server?.seen[1]?.headers['if-modified-since']).toBe(modified);
  });
});

describe('what the org says about itself', () => {
  it('leaves out permissions that the org does not have', async () => {
    const org = await orgAnswering(
      json(200, { name: 'UserPermissionAccess', fields: [{ name: 'PermissionsApiEnabled' }] }),
      json(200, {
        totalSize: 1,
        done: true,
        records: [{ attributes: { type: 'UserPermissionAccess' }, PermissionsApiEnabled: true }],
      }),
    );
    expect(await org.userPermissions(['PermissionsApiEnabled', 'PermissionsNew'])).toEqual({
      PermissionsApiEnabled: true,
    });
    expect(server?.seen[1]?.path).not.toContain('PermissionsNew');
  });

  it('does not take closed limits for a closed API', async () => {
    const org = await orgAnswering(
      json(403, [{ errorCode: 'API_DISABLED_FOR_ORG', message: 'limits resource is not enabled' }]),
    );
    expect(await org.limits()).toBeNull();
  });

  it('names the connected user by long ids', async () => {
    const org = await orgAnswering(
      json(200, {
        user_id: '005x00000012Q9P',
        organization_id: '00Dx0000000BV7z',
        preferred_username: 'u@example.com',
      }),
    );
    expect(await org.identity()).toMatchObject({ userId: '005x00000012Q9PAAU', organizationId: '00Dx0000000BV7zEAG' });
  });
});

describe('reports', () => {
  it('run with overrides by POST, and start with a JSON body', async () => {
    const run = { attributes: {}, allData: true, factMap: {}, reportMetadata: {}, reportExtendedMetadata: {} };
    const org = await orgAnswering(
      json(200, run),
      json(200, run),
      json(200, { id: '0LG1', status: 'New' }),
      json(200, { attributes: { status: 'Running' }, allData: false, factMap: {} }),
    );
    await org.runReport('00O1');
    await org.runReport('00O1', {
      reportMetadata: { reportFormat: 'TABULAR', detailColumns: ['LEAD_ID'], reportFilters: [] },
    });
    await org.startReportInstance('00O1');
    expect(await org.readReportInstance('00O1', '0LG1')).toEqual({ kind: 'running' });
    expect(
      server?.seen.map((request) => [request.method, request.path, request.headers['content-type']?.split(';')[0]]),
    ).toEqual([
      ['GET', '/services/data/v62.0/analytics/reports/00O1?includeDetails=true', undefined],
      ['POST', '/services/data/v62.0/analytics/reports/00O1?includeDetails=true', 'application/json'],
      ['POST', '/services/data/v62.0/analytics/reports/00O1/instances?includeDetails=true', 'application/json'],
      ['GET', '/services/data/v62.0/analytics/reports/00O1/instances/0LG1', undefined],
    ]);
  });
});
