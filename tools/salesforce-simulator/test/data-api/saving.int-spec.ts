import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, type RunningOrg, rowsOf, runOrg } from './running-org.js';

const ids = {
  lead: '00Q5g000LeadOneEIE',
  converted: '00Q5g000ConvertEIA',
  deleted: '00Q5g000DeletedEIA',
  contact: '0035g000ContactAIA',
  account: '0015g000AccountAIA',
  inactive: '0055g000InactivAIA',
  reader: '0055g0000ReaderAQA',
};
let org: RunningOrg;

beforeAll(async () => {
  const user = { email: 'x@example.com', lastName: 'X' };
  org = await runOrg({
    users: [
      administrator,
      { ...user, id: ids.inactive, username: 'gone@example.com', active: false },
      { ...user, id: ids.reader, username: 'reader@example.com', profile: 'minimum' },
    ],
    customFields: {
      Lead: [{ name: 'Size__c', type: 'int' }],
      Activity: [
        { name: 'event_id__c', type: 'string', length: 40, unique: true, externalId: true, caseSensitive: true },
      ],
    },
    validationRules: [
      { object: 'Lead', when: [{ field: 'Rating', equals: 'Cold' }], message: 'No cold leads.', field: 'Rating' },
    ],
    records: {
      Account: [{ Id: ids.account, Name: 'Acme' }],
      Contact: [{ Id: ids.contact, LastName: 'C', AccountId: ids.account }],
      Lead: [
        { Id: ids.lead, LastName: 'L', Company: 'C' },
        { Id: ids.converted, LastName: 'L', Company: 'C', IsConverted: true },
        { Id: ids.deleted, LastName: 'L', Company: 'C', IsDeleted: true },
      ],
    },
  });
});
afterAll(() => org.simulator.stop());

describe('values that a field refuses', () => {
  it.each([
    [
      { FirstName: 'x'.repeat(41) },
      'STRING_TOO_LONG',
      `First Name: data value too large: ${'x'.repeat(41)} (max length=40)`,
    ],
    [{ Id: ids.lead, Title: 'T' }, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.'],
    [{ Email: 'badone' }, 'INVALID_EMAIL_ADDRESS', 'Email: invalid email address: badone'],
    [{ LastName: null }, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName]'],
    [{ IsConverted: true }, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'Unable to create/update fields: IsConverted.'],
    [{ NumberOfEmployees: 1_000_000_000 }, 'NUMBER_OUTSIDE_VALID_RANGE', 'value outside of valid range'],
    [{ NumberOfEmployees: 'many' }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of int'],
    [{ DoNotCall: 'perhaps' }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of boolean'],
    [{ Title: 5 }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of string'],
    [{ Rating: 'Cold' }, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'No cold leads.'],
    [{ OwnerId: ids.inactive }, 'INACTIVE_OWNER_OR_USER', `operation performed with inactive user [${ids.inactive}]`],
    [{ OwnerId: ids.reader }, 'TRANSFER_REQUIRES_READ', 'must have read permission'],
    [{ OwnerId: ids.contact }, 'MALFORMED_ID', 'id value of incorrect type'],
    [{ OwnerId: '0055g0000NobodyAQA' }, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'],
  ])('%j', async (change, errorCode, message) => {
    const reply = await org.ask('PATCH', `sobjects/Lead/${ids.lead}`, change);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject([{ errorCode, message: expect.stringContaining(message) as string }]);
  });
});

describe('tasks', () => {
  const task = {
    Subject: 'Email',
    Status: 'Completed',
    Priority: 'Normal',
    TaskSubtype: 'Email',
    ActivityDate: '2026-01-01',
  };

  it('are closed by their status and know their account', async () => {
    const made = await org.ask('POST', 'sobjects/Task', { ...task, WhoId: ids.contact });
    const { id } = made.body as { id: string };
    const { body } = await org.ask('GET', `sobjects/Task/${id}`);
    expect(body).toMatchObject({
      IsClosed: true,
      AccountId: expect.stringContaining(ids.account.slice(0, 15)) as string,
      Priority: 'Normal',
    });
    expect((body as { CompletedDateTime: string }).CompletedDateTime).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/,
    );
    const change = await org.ask('PATCH', `sobjects/Task/${id}`, { TaskSubtype: 'Call' });
    expect(change.body).toMatchObject([{ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['TaskSubtype'] }]);
  });

  it.each([
    [{ WhoId: ids.converted }, 'CANNOT_UPDATE_CONVERTED_LEAD'],
    [{ WhoId: ids.deleted }, 'ENTITY_IS_DELETED'],
    [{ WhoId: '00Q5g000NothingEIA' }, 'INVALID_CROSS_REFERENCE_KEY'],
    [{ WhoId: ids.account }, 'MALFORMED_ID'],
    [{ WhoId: ids.lead, WhatId: ids.account }, 'FIELD_INTEGRITY_EXCEPTION'],
    [{ TaskSubtype: 'Cadence' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    [{ TaskSubtype: 'Fax' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    [{ Subject: 'x'.repeat(256) }, 'STRING_TOO_LONG'],
    [{ Description: 'x'.repeat(32_001) }, 'STRING_TOO_LONG'],
  ])('refuse %j', async (change, errorCode) => {
    const reply = await org.ask('POST', 'sobjects/Task', { ...task, ...change });
    expect(reply.body).toMatchObject([{ errorCode }]);
  });

  it('are upserted once by an external id, in the case it has', async () => {
    const path = 'sobjects/Task/event_id__c/Event-1';
    const first = await org.ask('PATCH', path, task);
    expect(first).toMatchObject({ status: 201, body: { created: true } });
    const again = await org.ask('PATCH', path, { Subject: 'again' });
    expect(again).toMatchObject({ status: 200, body: { created: false, id: (first.body as { id: string }).id } });
    expect((await org.ask('PATCH', 'sobjects/Task/event_id__c/event-1', task)).status).toBe(201);
    expect((await org.ask('POST', 'sobjects/Task', { ...task, event_id__c: 'Event-1' })).body).toMatchObject([
      { errorCode: 'DUPLICATE_VALUE' },
    ]);
  });

  it('have a queryable vocabulary', async () => {
    const rows = rowsOf(await org.query('SELECT MasterLabel FROM TaskStatus WHERE IsClosed = true'));
    expect(rows).toMatchObject([{ MasterLabel: 'Completed' }]);
  });
});

describe('records that have gone', () => {
  it.each([
    [ids.deleted, 404, 'ENTITY_IS_DELETED'],
    [ids.converted, 400, 'CANNOT_UPDATE_CONVERTED_LEAD'],
    ['00Q5g000NothingEIA', 404, 'NOT_FOUND'],
    [ids.contact, 400, 'MALFORMED_ID'],
  ])('%s', async (id, status, errorCode) => {
    expect(await org.ask('PATCH', `sobjects/Lead/${id}`, { Title: 'T' })).toMatchObject({
      status,
      body: [{ errorCode }],
    });
  });

  it('a conversion takes open and closed tasks along', async () => {
    const made = await org.ask('POST', '/simulator/records/Lead', { LastName: 'Moving', Company: 'Moved' });
    const [leadId = ''] = (made.body as { ids: string[] }).ids;
    for (const Status of ['Not Started', 'Completed'])
      await org.ask('POST', 'sobjects/Task', { Subject: 'S', WhoId: leadId, Status });
    const { body } = await org.ask('POST', `/simulator/leads/${leadId}/convert`, { createOpportunity: true });
    const { contactId, opportunityId } = body as { contactId: string; opportunityId: string };
    const tasks = rowsOf(await org.query(`SELECT WhatId FROM Task WHERE WhoId = '${contactId}'`));
    expect(tasks).toMatchObject([{ WhatId: opportunityId }, { WhatId: opportunityId }]);
    expect(rowsOf(await org.query(`SELECT Id FROM Task WHERE WhoId = '${leadId}'`))).toEqual([]);
  });

  it('a merge leaves the loser deleted, pointing at its survivor', async () => {
    const made = await org.ask('POST', '/simulator/records/Contact', [{ LastName: 'A' }, { LastName: 'B' }]);
    const [survivorId = '', loserId = ''] = (made.body as { ids: string[] }).ids;
    await org.ask('POST', 'sobjects/Task', { Subject: 'S', WhoId: loserId });
    expect((await org.ask('POST', '/simulator/merge', { survivorId, loserIds: [loserId] })).status).toBe(204);
    expect((await org.ask('GET', `sobjects/Contact/${loserId}`)).status).toBe(404);
    const soql = encodeURIComponent(`SELECT MasterRecordId FROM Contact WHERE Id = '${loserId}'`);
    expect(rowsOf(await org.ask('GET', `queryAll?q=${soql}`))).toMatchObject([{ MasterRecordId: survivorId }]);
    expect(rowsOf(await org.query(`SELECT Id FROM Task WHERE WhoId = '${survivorId}'`))).toHaveLength(1);
  });
});
