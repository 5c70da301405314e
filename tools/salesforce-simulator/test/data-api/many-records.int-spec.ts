import { afterEach, describe, expect, it } from 'vitest';
import { leadRows as leads, type RunningOrg, rowsOf, runOrg } from './running-org.js';

let org: RunningOrg;
afterEach(() => org.simulator.stop());

const create = (records: unknown[], allOrNone = false) => org.ask('POST', 'composite/sobjects', { allOrNone, records });

describe('collections', () => {
  it('takes 200 records and no more', async () => {
    org = await runOrg();
    expect(rowsOf(await create(leads(200))).every((row) => row['success'] === true)).toBe(true);
    expect(await create(leads(201))).toMatchObject({ status: 400, body: [{ errorCode: 'EXCEEDED_ID_LIMIT' }] });
    expect(org.simulator.org.records.count('Lead')).toBe(200);
  });

  it('deletes 200 and reads 2,000 records at most', async () => {
    org = await runOrg();
    const ids = Array.from({ length: 2_001 }, () => '00Q5g000NothingEIA');
    const tooMany = { status: 400, body: [{ errorCode: 'EXCEEDED_ID_LIMIT' }] };
    expect(await org.ask('DELETE', `composite/sobjects?ids=${ids.slice(0, 201).join(',')}`)).toMatchObject(tooMany);
    const read = (count: number) =>
      org.ask('POST', 'composite/sobjects/Lead', { ids: ids.slice(0, count), fields: ['Id'] });
    expect(await read(2_001)).toMatchObject(tooMany);
    expect((await read(2_000)).status).toBe(200);
  });

  it('refuses rows without a type, and a body without records', async () => {
    org = await runOrg();
    expect(await create([{ LastName: 'L', Company: 'C' }])).toMatchObject({ status: 400 });
    expect(await org.ask('POST', 'composite/sobjects', [])).toMatchObject({
      status: 400,
      body: [{ errorCode: 'JSON_PARSER_ERROR' }],
    });
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

  it('does not choose between records with the same external id', async () => {
    org = await runOrg({
      customFields: { Lead: [{ name: 'Ext__c', type: 'double', externalId: true }] },
      records: { Lead: [1, 2, 2].map((Ext__c) => ({ LastName: 'L', Company: 'C', Ext__c })) },
    });
    const records = [1, 2, 3].map((Ext__c) => ({ ...leads(1)[0], Ext__c }));
    expect(rowsOf(await org.ask('PATCH', 'composite/sobjects/Lead/Ext__c', { records }))).toMatchObject([
      { success: true, created: false },
      { success: false, errors: [{ statusCode: 'DUPLICATE_EXTERNAL_ID' }] },
      { success: true, created: true },
    ]);
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
