import { afterEach, describe, expect, it } from 'vitest';
import type { OrgDescriptionInput } from '../../src/index.js';
import { administrator, type RunningOrg, rowsOf, runOrg } from './running-org.js';

type User = OrgDescriptionInput['users'][number];

const restricted: User = {
  username: 'integration@example.com',
  email: 'integration@example.com',
  lastName: 'Integration',
  profile: 'minimum',
  permissions: { ApiEnabled: true },
  objects: { Lead: { read: true, edit: true }, Contact: { read: true } },
  fields: { 'Lead.Email': 'none', 'Lead.Title': 'read' },
};
const lead = { Id: '00Q5g000LeadOneEIE', LastName: 'L', Company: 'C', Email: 'l@example.com' };

let org: RunningOrg;
afterEach(() => org.simulator.stop());

const start = (changes: Partial<User> = {}, more: Partial<OrgDescriptionInput> = {}) =>
  runOrg({ users: [{ ...restricted, ...changes }, administrator], records: { Lead: [lead] }, ...more });

describe('what a user may not see', () => {
  it('is missing from describe, describeGlobal, records and queries', async () => {
    org = await start();
    const described = (await org.ask('GET', 'sobjects/Lead/describe')).body as {
      fields: { name: string; updateable: boolean }[];
      createable: boolean;
      childRelationships: { childSObject: string }[];
    };
    expect(described.createable).toBe(false);
    expect(described.childRelationships.map(({ childSObject }) => childSObject)).toEqual(['Task']);
    expect(described.fields.map(({ name }) => name)).not.toContain('Email');
    expect(described.fields.find(({ name }) => name === 'Title')?.updateable).toBe(false);
    expect(described.fields.find(({ name }) => name === 'Phone')?.updateable).toBe(true);
    const { sobjects } = (await org.ask('GET', 'sobjects')).body as { sobjects: { name: string }[] };
    expect(sobjects.map(({ name }) => name)).toContain('Lead');
    expect(sobjects.map(({ name }) => name)).not.toContain('Account');
    expect((await org.ask('GET', `sobjects/Lead/${lead.Id}`)).body).not.toHaveProperty('Email');
    expect((await org.query('SELECT Email FROM Lead')).body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    expect((await org.query('SELECT Id FROM Account')).body).toMatchObject([{ errorCode: 'INVALID_TYPE' }]);
    expect((await org.query('SELECT Account.Name FROM Contact')).body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
  });

  it('changes when an administrator grants it', async () => {
    org = await start();
    await org.ask('PATCH', '/simulator/users/integration@example.com', { fields: { 'Lead.Email': 'edit' } });
    expect(rowsOf(await org.query('SELECT Email FROM Lead'))).toMatchObject([{ Email: lead.Email }]);
  });

  it('a private record is seen by its owner', async () => {
    org = await start({}, { org: { sharing: { Lead: 'private' } } });
    expect(rowsOf(await org.query('SELECT Id FROM Lead'))).toHaveLength(1);
    await org.ask('POST', '/simulator/records/Lead', { Id: lead.Id, OwnerId: org.simulator.org.users()[1]?.id });
    expect(rowsOf(await org.query('SELECT Id FROM Lead'))).toEqual([]);
    expect((await org.ask('GET', `sobjects/Lead/${lead.Id}`)).status).toBe(404);
  });
});

describe('what a user may not do', () => {
  it.each([
    ['POST', 'sobjects/Lead', { LastName: 'L', Company: 'C' }, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'],
    ['PATCH', `sobjects/Lead/${lead.Id}`, { Title: 'T' }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
    ['PATCH', `sobjects/Lead/${lead.Id}`, { Email: 'x@example.com' }, 'INVALID_FIELD'],
    ['DELETE', `sobjects/Lead/${lead.Id}`, undefined, 'INSUFFICIENT_ACCESS_OR_READONLY'],
    ['POST', 'sobjects/Task', { Subject: 'S' }, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'],
  ])('%s %s', async (method, path, body, errorCode) => {
    org = await start();
    expect((await org.ask(method, path, body)).body).toMatchObject([{ errorCode }]);
  });

  it('without API Enabled nothing at all', async () => {
    org = await start({ permissions: {} });
    expect(await org.ask('GET', 'sobjects')).toMatchObject({
      status: 403,
      body: [{ errorCode: 'API_CURRENTLY_DISABLED' }],
    });
  });
});

describe('what needs more than the right to edit', () => {
  const owner = '0055g0000000RepAAE';
  const rep: User = { ...administrator, username: 'rep@example.com', id: owner };
  const begin = (user: Partial<User>, more: Partial<OrgDescriptionInput> = {}) =>
    runOrg({
      users: [{ ...restricted, ...user }, rep],
      records: { Lead: [{ ...lead, OwnerId: owner }] },
      ...more,
    });
  const sharing = (Lead: 'public-read-write' | 'private') => ({ org: { sharing: { Lead } } });

  it('handing a record over', async () => {
    const change = { OwnerId: '' };
    org = await begin({}, sharing('public-read-write'));
    change.OwnerId = org.simulator.org.users()[0]?.id ?? '';
    expect((await org.ask('PATCH', `sobjects/Lead/${lead.Id}`, change)).body).toMatchObject([
      { errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY', fields: ['OwnerId'] },
    ]);
    const permissions = { TransferAnyLead: true };
    await org.ask('PATCH', '/simulator/users/integration@example.com', { permissions });
    expect((await org.ask('PATCH', `sobjects/Lead/${lead.Id}`, change)).status).toBe(204);
  });

  it('a task on a person who is out of sight', async () => {
    org = await begin({ permissions: { ApiEnabled: true, EditTask: true } }, sharing('private'));
    expect(await org.ask('POST', 'sobjects/Task', { Subject: 'S', WhoId: lead.Id })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY' }],
    });
  });

  it('a converted lead', async () => {
    org = await begin({}, { records: { Lead: [{ ...lead, IsConverted: true }] } });
    const change = () => org.ask('PATCH', `sobjects/Lead/${lead.Id}`, { Phone: '1' });
    expect((await change()).body).toMatchObject([{ errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD' }]);
    const permissions = { ViewConvertedLeads: true };
    await org.ask('PATCH', '/simulator/users/integration@example.com', { permissions });
    expect((await change()).status).toBe(204);
  });
});

describe('UserPermissionAccess and UserRecordAccess', () => {
  it('answer for the caller', async () => {
    org = await start();
    const rows = rowsOf(
      await org.query('SELECT PermissionsApiEnabled, PermissionsRunReports FROM UserPermissionAccess'),
    );
    expect(rows).toMatchObject([{ PermissionsApiEnabled: true, PermissionsRunReports: false }]);
    expect((await org.query('SELECT PermissionsNope FROM UserPermissionAccess')).body).toMatchObject([
      { errorCode: 'INVALID_FIELD' },
    ]);
    const userId = org.simulator.org.users()[0]?.id ?? '';
    const access = rowsOf(
      await org.query(
        `SELECT RecordId, HasEditAccess, MaxAccessLevel FROM UserRecordAccess WHERE UserId = '${userId}' AND RecordId IN ('${lead.Id}')`,
      ),
    );
    expect(access).toMatchObject([{ HasEditAccess: true, MaxAccessLevel: 'Transfer' }]);
  });
});

describe('ObjectPermissions', () => {
  const soql = (fields: string) =>
    `SELECT SobjectType, ${fields} FROM ObjectPermissions WHERE ParentId IN (SELECT PermissionSetId FROM
     PermissionSetAssignment WHERE AssigneeId = '${org.simulator.org.users()[0]?.id ?? ''}') AND SobjectType = 'Lead'`;
  const rights = { ApiEnabled: true, ViewSetup: true } as const;

  it('show View All Records and, from version 63, View All Fields, which opens hidden fields to reading', async () => {
    const Lead = { read: true, viewAllFields: true };
    org = await start({ permissions: rights, objects: { Lead }, fields: { 'Lead.Email': 'none' } });
    const asked = encodeURIComponent(soql('PermissionsViewAllRecords, PermissionsViewAllFields'));
    const answer = await org.ask('GET', `/services/data/v63.0/query?q=${asked}`);
    expect(rowsOf(answer)).toMatchObject([
      { SobjectType: 'Lead', PermissionsViewAllRecords: false, PermissionsViewAllFields: true },
    ]);
    expect((await org.query('SELECT Email FROM Lead')).status).toBe(200);
    expect((await org.query(soql('PermissionsViewAllFields'))).body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
  });

  it('are hidden without View Setup', async () => {
    org = await start({ permissions: { ApiEnabled: true }, objects: { Lead: { read: true } } });
    expect((await org.query(soql('PermissionsRead'))).body).toMatchObject([{ errorCode: 'INVALID_TYPE' }]);
  });
});

describe('PermissionSet and FieldPermissions', () => {
  const set = {
    name: 'Reader',
    label: 'Reader of Leads',
    permissions: ['RunReports' as const],
    objects: { Lead: { read: true, create: false, edit: false, delete: false, viewAll: false, modifyAll: false } },
    fields: { 'Lead.Email': 'read' as const },
  };
  const fieldsOfSet = (name: string) =>
    `SELECT Field, PermissionsRead, PermissionsEdit FROM FieldPermissions WHERE ParentId IN
     (SELECT Id FROM PermissionSet WHERE Name = '${name}')`;

  it('show what a deployed set grants, and who has it', async () => {
    org = await start({ permissions: { ApiEnabled: true, ViewSetup: true } });
    org.simulator.org.permissionSets.put(set);
    const sets = await org.query(
      "SELECT Label, PermissionsRunReports, PermissionsEditTask FROM PermissionSet WHERE IsOwnedByProfile = false AND Name = 'Reader'",
    );
    expect(rowsOf(sets)).toMatchObject([
      { Label: 'Reader of Leads', PermissionsRunReports: true, PermissionsEditTask: false },
    ]);
    expect(rowsOf(await org.query(fieldsOfSet('Reader')))).toMatchObject([
      { Field: 'Lead.Email', PermissionsRead: true, PermissionsEdit: false },
    ]);
    const assigned = `SELECT Id FROM PermissionSetAssignment WHERE PermissionSetId IN
      (SELECT Id FROM PermissionSet WHERE Name = 'Reader')`;
    expect(rowsOf(await org.query(assigned))).toEqual([]);
    org.simulator.org.permissionSets.assign(org.simulator.org.users()[0]?.id ?? '', ['Reader']);
    expect(rowsOf(await org.query(assigned))).toHaveLength(1);
  });

  it('leave out fields that a user may not read', async () => {
    org = await start({ permissions: { ApiEnabled: true, ViewSetup: true } });
    const own = org.simulator.org.users()[0]?.id ?? '';
    const soql = `SELECT Field, PermissionsEdit FROM FieldPermissions WHERE SobjectType = 'Lead' AND ParentId IN
      (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = '${own}')`;
    const byField = new Map(rowsOf(await org.query(soql)).map((row) => [row['Field'], row['PermissionsEdit']]));
    expect(byField.has('Lead.Email')).toBe(false);
    expect(byField.get('Lead.Title')).toBe(false);
    expect(byField.get('Lead.Phone')).toBe(true);
  });

  it('are hidden without View Setup', async () => {
    org = await start();
    for (const object of ['PermissionSet', 'FieldPermissions'])
      expect((await org.query(`SELECT Id FROM ${object}`)).body).toMatchObject([{ errorCode: 'INVALID_TYPE' }]);
  });
});
