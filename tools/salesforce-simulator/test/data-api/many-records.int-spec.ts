import { afterEach, describe, expect, it } from 'vitest';
import { type RunningOrg, rowsOf, runOrg } from './running-org.js';

let org: RunningOrg;
afterEach(() => org.simulator.stop());

const leads = (count: number, more: Record<string, unknown> = {}) =>
  Array.from({ length: count }, (_, index) => ({
    attributes: { type: 'Lead' },
    LastName: `L${index}`,
    Company: 'C',
    ...more,
  }));
const create = (records: unknown[], allOrNone = false) => org.ask('POST', 'composite/sobjects', { allOrNone, records });

describe('collections', () => {
  it('takes 200 records and no more', async () => {
    org = await runOrg();
    expect(rowsOf(await create(leads(200))).every((row) => row['success'] === true)).toBe(true);
    expect(await create(leads(201))).toMatchObject({ status: 400, body: [{ errorCode: 'EXCEEDED_ID_LIMIT' }] });
    expect(org.simulator.org.records.count('Lead')).toBe(200);
  });

  it('takes ten runs of one type and no more', async () => {
    org = await runOrg();
    const types = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        attributes: { type: index % 2 ? 'Account' : 'Campaign' },
        Name: 'N',
      }));
    expect((await create(types(10))).status).toBe(200);
    expect(await create(types(11))).toMatchObject({ status: 400, body: [{ errorCode: 'LIMIT_EXCEEDED' }] });
  });

  it('one bad row fails alone, or takes all along with allOrNone', async () => {
    org = await runOrg();
    const rows = [...leads(1), ...leads(1, { Email: 'bad' })];
    const alone = rowsOf(await create(rows));
    expect(alone[0]).toMatchObject({ success: true, errors: [] });
    expect(alone[1]).toEqual({
      success: false,
      errors: [
        { statusCode: 'INVALID_EMAIL_ADDRESS', message: 'Email: invalid email address: bad', fields: ['Email'] },
      ],
    });
    const together = rowsOf(await create(rows, true));
    expect(together).toMatchObject([
      { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
      { success: false },
    ]);
    expect(org.simulator.org.records.count('Lead')).toBe(1);
  });

  it('updates each id once', async () => {
    org = await runOrg();
    const [made] = rowsOf(await create(leads(1)));
    const id = String(made?.['id']);
    const record = { attributes: { type: 'Lead' }, id, Title: 'T' };
    const rows = rowsOf(
      await org.ask('PATCH', 'composite/sobjects', { records: [record, { ...record, id: id.slice(0, 15) }] }),
    );
    expect(rows).toMatchObject([
      { id, success: true },
      { success: false, errors: [{ statusCode: 'DUPLICATE_VALUE' }] },
    ]);
  });

  it('upserts by an external id, each once', async () => {
    org = await runOrg({
      customFields: { Lead: [{ name: 'Ext__c', type: 'string', externalId: true, unique: true }] },
    });
    const rows = ['a', 'b', 'a'].map((Ext__c) => ({ ...leads(1)[0], Ext__c }));
    const first = rowsOf(await org.ask('PATCH', 'composite/sobjects/Lead/Ext__c', { records: rows }));
    expect(first).toMatchObject([
      { created: true },
      { created: true },
      { errors: [{ statusCode: 'DUPLICATE_VALUE' }] },
    ]);
    const second = rowsOf(await org.ask('PATCH', 'composite/sobjects/Lead/Ext__c', { records: rows.slice(0, 1) }));
    expect(second).toEqual([{ id: first[0]?.['id'], success: true, errors: [], created: false }]);
  });

  it('reads in the order asked, null for what is not there', async () => {
    org = await runOrg();
    const [made] = rowsOf(await create(leads(1)));
    const ids = ['00Q5g000NothingEIA', made?.['id']];
    const reply = await org.ask('POST', 'composite/sobjects/Lead', { ids, fields: ['LastName'] });
    expect(reply.body).toMatchObject([null, { Id: made?.['id'], LastName: 'L0' }]);
  });

  it('runs assignment rules unless told not to', async () => {
    org = await runOrg({
      queues: [{ id: '00G5g00000QueueEAB', name: 'Inbox' }],
      assignmentRules: [{ ownerId: '00G5g00000QueueEAB', when: [{ field: 'Company', equals: 'C' }] }],
    });
    const owner = async (headers: Record<string, string>) => {
      const reply = await org.ask('POST', 'sobjects/Lead', { LastName: 'L', Company: 'C' }, headers);
      return org.simulator.org.records.get((reply.body as { id: string }).id)?.['OwnerId'];
    };
    expect(await owner({})).toBe('00G5g00000QueueEAB');
    expect(await owner({ 'Sforce-Auto-Assign': 'FALSE' })).toBe(org.simulator.org.users()[0]?.id);
  });
});

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
