import { afterEach, describe, expect, it } from 'vitest';
import { leadRows as leads, type RunningOrg, rowsOf, runOrg } from './running-org.js';

let org: RunningOrg;
afterEach(() => org.simulator.stop());

const create = (records: unknown[], allOrNone = false) => org.ask('POST', 'composite/sobjects', { allOrNone, records });

describe('composite', () => {
  const url = '/services/data/v62.0';
  const collection = (referenceId: string) => ({
    method: 'POST',
    url: `${url}/composite/sobjects`,
    referenceId,
    body: { records: leads(200) },
  });
  const answers = (body: unknown) =>
    (body as { compositeResponse: { httpStatusCode: number; referenceId: string; body: unknown }[] }).compositeResponse;

  it('saves 1,000 records in one API call', async () => {
    org = await runOrg();
    const parts = ['a', 'b', 'c', 'd', 'e'].map(collection);
    const reply = await org.ask('POST', 'composite', { compositeRequest: parts });
    expect(answers(reply.body).map(({ httpStatusCode }) => httpStatusCode)).toEqual([200, 200, 200, 200, 200]);
    expect(org.simulator.org.records.count('Lead')).toBe(1_000);
    expect(org.simulator.usage.used()).toBe(1);
    expect(org.simulator.journal.byKind()).toEqual({
      composite: { calls: 1, operations: 5, records: 1_000, failed: 0 },
    });
    const six = await org.ask('POST', 'composite', { compositeRequest: [...parts, collection('f')] });
    expect(six).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_INPUT' }] });
  });

  const parts = [
    { method: 'POST', url: `${url}/sobjects/Account`, referenceId: 'account', body: { Name: 'Acme' } },
    {
      method: 'POST',
      url: `${url}/sobjects/Contact`,
      referenceId: 'contact',
      body: { LastName: 'L', AccountId: '@{account.id}' },
    },
    { method: 'GET', url: `${url}/sobjects/Contact/@{contact.id}?fields=AccountId`, referenceId: 'read' },
  ];

  it('resolves references', async () => {
    org = await runOrg();
    const [account, , read] = answers((await org.ask('POST', 'composite', { compositeRequest: parts })).body);
    expect(read?.body).toMatchObject({ AccountId: (account?.body as { id: string }).id });
  });

  it('halts what depends on a failure, and takes all back with allOrNone', async () => {
    org = await runOrg();
    const broken = [parts[0], { ...parts[1], body: { AccountId: '@{account.id}' } }, parts[2]];
    const loose = answers((await org.ask('POST', 'composite', { compositeRequest: broken })).body);
    expect(loose.map(({ httpStatusCode }) => httpStatusCode)).toEqual([201, 400, 400]);
    expect(loose[2]?.body).toMatchObject([{ errorCode: 'PROCESSING_HALTED' }]);
    const strict = answers((await org.ask('POST', 'composite', { allOrNone: true, compositeRequest: broken })).body);
    expect(strict.map(({ body }) => body)).toMatchObject([
      [{ errorCode: 'PROCESSING_HALTED' }],
      [{ errorCode: 'REQUIRED_FIELD_MISSING' }],
      [{ errorCode: 'PROCESSING_HALTED' }],
    ]);
    expect(org.simulator.org.records.count('Account')).toBe(1);
  });

  it.each([
    [false, false, [200, 201], 2],
    [false, true, [200, 201], 1],
    [true, true, [200, 400], 0],
    [true, false, [200, 400], 0],
  ])('all or none %j around a collection with %j', async (allOrNone, inner, statuses, saved) => {
    org = await runOrg();
    const records = [...leads(1), ...leads(1, { Email: 'bad' })];
    const compositeRequest = [
      { ...collection('rows'), body: { allOrNone: inner, records } },
      { method: 'POST', url: `${url}/sobjects/Lead`, referenceId: 'one', body: { LastName: 'L', Company: 'C' } },
    ];
    const [rows, one] = answers((await org.ask('POST', 'composite', { allOrNone, compositeRequest })).body);
    expect([rows?.httpStatusCode, one?.httpStatusCode]).toEqual(statuses);
    expect(rows?.body).toMatchObject([{ success: !allOrNone && !inner }, { success: false }]);
    if (allOrNone) expect(one?.body).toMatchObject([{ errorCode: 'PROCESSING_HALTED' }]);
    expect(org.simulator.org.records.count('Lead')).toBe(saved);
  });

  it('takes back a collection of deletions as a whole', async () => {
    org = await runOrg();
    const ids = rowsOf(await create(leads(1))).map((row) => String(row['id']));
    const part = { method: 'DELETE', url: `${url}/composite/sobjects?ids=${ids[0]},00Q5g000NothingEIA` };
    const compositeRequest = [{ ...part, referenceId: 'gone' }];
    const [rows] = answers((await org.ask('POST', 'composite', { allOrNone: true, compositeRequest })).body);
    expect(rows?.body).toMatchObject([{ success: false }, { success: false }]);
    expect(rowsOf(await org.query('SELECT Id FROM Lead'))).toHaveLength(1);
  });

  it('takes 25 parts, and of a batch as many', async () => {
    org = await runOrg();
    const compositeRequest = Array.from({ length: 26 }, (_, index) => ({
      method: 'GET',
      url: `${url}/sobjects/Lead/describe`,
      referenceId: `part${index}`,
    }));
    const tooMany = { status: 400, body: [{ errorCode: 'INVALID_INPUT' }] };
    expect(await org.ask('POST', 'composite', { compositeRequest })).toMatchObject(tooMany);
    const reply = await org.ask('POST', 'composite', { compositeRequest: compositeRequest.slice(1) });
    expect(answers(reply.body)).toHaveLength(25);
    const batchRequests = compositeRequest.map(({ method }) => ({ method, url: 'v62.0/limits' }));
    expect(await org.ask('POST', 'composite/batch', { batchRequests })).toMatchObject(tooMany);
  });

  it.each([
    ['the same name twice', [parts[0], parts[0]]],
    ['a name that is none', [{ ...parts[0], referenceId: '1-a' }]],
    ['a header that parts inherit', [{ ...parts[0], httpHeaders: { 'Content-Type': 'application/json' } }]],
  ])('refuses %s', async (_, compositeRequest) => {
    org = await runOrg();
    expect(await org.ask('POST', 'composite', { compositeRequest })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'INVALID_INPUT' }],
    });
    expect(org.simulator.org.records.count('Account')).toBe(0);
  });

  it.each([
    ['POST', `${url}/composite`, { compositeRequest: [] }],
    ['GET', `${url}/analytics/reports`, undefined],
    ['GET', '/simulator/org', undefined],
  ])('has no part %s %s', async (method, path, body) => {
    org = await runOrg();
    const compositeRequest = [{ method, url: path, referenceId: 'part', ...(body && { body }) }];
    const [answer] = answers((await org.ask('POST', 'composite', { compositeRequest })).body);
    expect([400, 404]).toContain(answer?.httpStatusCode);
  });

  it('passes no header of its own on to a part', async () => {
    org = await runOrg({
      queues: [{ id: '00G5g00000QueueEAB', name: 'Inbox' }],
      assignmentRules: [{ ownerId: '00G5g00000QueueEAB' }],
    });
    const off = { 'Sforce-Auto-Assign': 'FALSE' };
    const part = { method: 'POST', url: `${url}/sobjects/Lead`, body: { LastName: 'L', Company: 'C' } };
    const compositeRequest = [
      { ...part, referenceId: 'a' },
      { ...part, referenceId: 'b', httpHeaders: off },
    ];
    await org.ask('POST', 'composite', { compositeRequest }, off);
    const owners = [...org.simulator.org.records.all('Lead')].map((lead) => lead['OwnerId']);
    expect(owners).toEqual(['00G5g00000QueueEAB', org.simulator.org.users()[0]?.id]);
  });

  it('runs a batch of independent parts', async () => {
    org = await runOrg();
    const batchRequests = [
      { method: 'GET', url: 'v62.0/query?q=SELECT+COUNT()+FROM+Lead' },
      { method: 'GET', url: 'v62.0/sobjects/Lead/00Q5g000NothingEIA' },
    ];
    const { body } = await org.ask('POST', 'composite/batch', { batchRequests });
    expect(body).toMatchObject({
      hasErrors: true,
      results: [{ statusCode: 200, result: { totalSize: 0 } }, { statusCode: 404 }],
    });
  });
});
