import { createHash } from 'node:crypto';
import { toLongId } from '@ce/contracts';
import { type Simulator, startSimulator } from '@ce/salesforce-simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectToOrg, type RecordToWrite, SalesforceOAuth, type SalesforceOrg } from '../src/index.js';

const username = 'integration@acme.example';
const id = (prefix: string, index: number) => toLongId(`${prefix}5g0000${String(index).padStart(6, '0')}`);
const LEADS = 600;

let simulator: Simulator;
let org: SalesforceOrg;

beforeEach(async () => {
  simulator = await startSimulator({
    description: {
      users: [{ username, email: username, lastName: 'Integration' }],
      connectedApps: [
        {
          name: 'CE',
          clientId: 'key',
          clientSecret: 'shh',
          callbackUrls: ['http://localhost/cb'],
          autoApprove: true,
          autoApproveUser: username,
        },
      ],
      reports: [{ name: 'Leads', reportType: 'LeadList', detailColumns: ['LEAD_ID'] }],
      customFields: {
        Lead: [{ name: 'Status__c', type: 'picklist', restricted: true, values: ['in_progress', 'qualified'] }],
        Activity: [{ name: 'Event_Id__c', type: 'string', length: 100, unique: true, externalId: true }],
      },
      records: {
        Lead: Array.from({ length: LEADS }, (_, index) => ({
          Id: id('00Q', index),
          LastName: `Lead ${index}`,
          Company: 'Acme',
          Email: `lead${index}@acme.example`,
        })),
      },
    },
  });
  org = connect();
});
afterEach(() => simulator.stop());

function connect(options: { timeoutMs?: number } = {}): SalesforceOrg {
  const session = { accessToken: simulator.issueSession(username), instanceUrl: simulator.url, apiVersion: '62.0' };
  return connectToOrg(session, { timeoutMs: 30_000, ...options });
}

const aReport = async () => (await org.listReports())[0]?.id ?? '';

const task = (index: number, fields: RecordToWrite['fields'] = {}): RecordToWrite => ({
  type: 'Task',
  fields: {
    Subject: `Email ${index}`,
    Status: 'Completed',
    Priority: 'Normal',
    WhoId: id('00Q', index % LEADS),
    Event_Id__c: `e${index}`,
    ...fields,
  },
});

describe('a simulated org', () => {
  it('takes 1,000 records of mixed fate in one call', async () => {
    const records = Array.from({ length: 1_000 }, (_, index) => {
      if (index % 10 === 3) return task(index, { Subject: 'x'.repeat(300) });
      if (index % 10 === 7) return task(index, { WhoId: id('00Q', 999_000) });
      return task(index);
    });
    const results = await org.createRecords(records);
    expect(org.callsMade).toBe(1);
    for (const [index, result] of results.entries()) {
      if (index % 10 === 3)
        expect(result).toMatchObject({ kind: 'refused', error: { code: 'STRING_TOO_LONG', errorClass: 'record' } });
      else if (index % 10 === 7) expect(result).toMatchObject({ kind: 'refused', error: { errorClass: 'gone' } });
      else expect(result).toMatchObject({ kind: 'saved', created: true });
    }
    const tasks = await org.query<{ Id: string; Event_Id__c: string }>('SELECT Id, Event_Id__c FROM Task');
    expect(tasks).toHaveLength(800);
    const byEvent = new Map(tasks.map((one) => [one.Event_Id__c, one.Id]));
    const first = results[0];
    expect(first?.kind === 'saved' && first.id).toBe(byEvent.get('e0'));
  });

  it('makes one Task of one event, however often it is sent', async () => {
    const batch = Array.from({ length: 250 }, (_, index) => task(index));
    const first = await org.upsertRecords('Task', 'Event_Id__c', batch);
    const again = await org.upsertRecords('Task', 'Event_Id__c', batch);
    expect(first.every((result) => result.kind === 'saved' && result.created)).toBe(true);
    expect(again.every((result) => result.kind === 'saved' && !result.created)).toBe(true);
    expect(await org.query('SELECT Id FROM Task')).toHaveLength(250);
  });

  it('has created the records when the answer was lost after the commit, and the client says that it may', async () => {
    simulator.faults.add({
      effect: { type: 'drop', when: 'after-commit' },
      kinds: ['composite'],
      share: 1,
      times: 1,
      after: 0,
      seed: 1,
    });
    await expect(org.createRecords([task(1)])).rejects.toMatchObject({ errorClass: 'transient', ambiguous: true });
    expect(await org.query('SELECT Id FROM Task')).toHaveLength(1);
  });

  it('tells locked rows from refused ones', async () => {
    simulator.faults.add({
      effect: { type: 'lock-rows', ids: [id('00Q', 1)], rowShare: 1 },
      kinds: [],
      share: 1,
      times: 1,
      after: 0,
      seed: 1,
    });
    const results = await org.updateRecords([
      { type: 'Lead', id: id('00Q', 1), fields: { Title: 'CTO' } },
      { type: 'Lead', id: id('00Q', 2), fields: { Status__c: 'no such value' } },
      { type: 'Lead', id: id('00Q', 3), fields: { Title: 'CTO' } },
    ]);
    expect(results).toMatchObject([
      { kind: 'refused', error: { errorClass: 'concurrency', code: 'UNABLE_TO_LOCK_ROW' } },
      {
        kind: 'refused',
        error: { errorClass: 'configuration', code: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', fields: ['Status__c'] },
      },
      { kind: 'saved', created: false },
    ]);
  });

  it('spoils no neighbour by a field it does not have', async () => {
    const results = await org.updateRecords(
      Array.from({ length: 50 }, (_, index): RecordToWrite => ({
        type: 'Lead',
        id: id('00Q', index),
        fields: index === 20 ? { Missing__c: 'x' } : { Title: 'CTO' },
      })),
    );
    expect(results.filter((result) => result.kind === 'saved')).toHaveLength(49);
    expect(results[20]).toMatchObject({
      kind: 'refused',
      error: { code: 'INVALID_FIELD', errorClass: 'configuration' },
    });
  });

  it('answers any number of ids in one call', async () => {
    const ids = Array.from({ length: LEADS }, (_, index) => id('00Q', index));
    const rows = await org.queryByIds<{ Id: string }>(
      ids,
      (list) => `SELECT Id, Email, Owner.Email FROM Lead WHERE Id IN (${list})`,
    );
    expect(new Set(rows.map((row) => row.Id))).toEqual(new Set(ids));
    expect(org.callsMade).toBe(1);
    const retrieved = await org.retrieve<{ Id: string }>(
      'Lead',
      [id('00Q', 2), id('00Q', 999_000), id('00Q', 1)],
      ['Id', 'Email'],
    );
    expect(retrieved.map((record) => record?.Id ?? null)).toEqual([id('00Q', 2), null, id('00Q', 1)]);
  });

  it('leaves deleted records out of what it finds by ids, and gives them where they are asked for', async () => {
    await fetch(`${simulator.url}/simulator/records/Lead/${id('00Q', 3)}`, { method: 'DELETE' });
    const soqlFor = (list: string) => `SELECT Id, IsDeleted FROM Lead WHERE Id IN (${list})`;
    const few = [id('00Q', 3), id('00Q', 4)];
    // Together with ids that exist nowhere they are more than one query holds.
    const many = [...few, ...Array.from({ length: 2_000 }, (_, index) => id('00Q', 10_000 + index))];
    for (const ids of [few, many]) {
      expect((await org.queryByIds<{ Id: string }>(ids, soqlFor)).map((row) => row.Id)).toEqual([id('00Q', 4)]);
      const all = await org.queryByIds<{ Id: string; IsDeleted: boolean }>(ids, soqlFor, { deletedToo: true });
      expect(all.map((row) => [row.Id, row.IsDeleted]).sort()).toEqual([
        [id('00Q', 3), true],
        [id('00Q', 4), false],
      ]);
    }
  });

  it.each(['as it is saved', 'with changes'])('runs a report in the background, %s', async (how) => {
    const reportId = await aReport();
    const { reportMetadata } = await org.describeReport(reportId);
    const changed = { reportMetadata: { ...reportMetadata, reportFilters: [] } };
    const { id: instanceId } = await org.startReportInstance(reportId, how === 'with changes' ? changed : undefined);
    expect(await org.readReportInstance(reportId, instanceId)).toEqual({ kind: 'running' });
    const finished = await org.readReportInstance(reportId, instanceId);
    if (finished.kind !== 'finished') throw new Error('It is not finished.');
    expect(finished.run.factMap['T!T']?.rows).toHaveLength(LEADS);
    await org.deleteReportInstance(reportId, instanceId);
    await expect(org.readReportInstance(reportId, instanceId)).rejects.toMatchObject({ errorClass: 'gone' });
  });

  it('answers several queries in one call', async () => {
    const answers = await org.queryMany<{ Id: string }>([
      'SELECT Id FROM Lead LIMIT 3',
      'SELECT Id, Nope__c FROM Lead',
      'SELECT Id FROM Contact',
    ]);
    expect(answers).toMatchObject([
      { kind: 'rows' },
      { kind: 'refused', error: { code: 'INVALID_FIELD' } },
      { kind: 'rows', rows: [] },
    ]);
    expect(org.callsMade).toBe(1);
  });

  it('describes itself', async () => {
    expect(await org.organization()).toMatchObject({ organizationType: 'Enterprise Edition', isSandbox: false });
    expect(await org.identity()).toMatchObject({ username });
    expect(await org.userPermissions(['PermissionsRunReports', 'PermissionsNoSuchThing'])).toEqual({
      PermissionsRunReports: true,
    });
    expect((await org.limits())?.['DailyApiRequests']?.Max).toBe(100_000);
    expect((await org.describe('Lead')).fields.some((field) => field.name === 'Status__c')).toBe(true);
    expect((await org.describeGlobal()).sobjects.map((object) => object.name)).toContain('Task');
    expect(org.orgUsage?.limit).toBe(100_000);
  });
});

describe('OAuth with a simulated org', () => {
  it('runs from the browser to a rotated refresh token and its end', async () => {
    const oauth = new SalesforceOAuth({ timeoutMs: 5_000, allowLoopback: true });
    const client = { loginUrl: simulator.url, clientId: 'key', clientSecret: 'shh' };
    const codeVerifier = 'v'.repeat(64);
    const address = oauth.authorizationUrl({
      loginUrl: simulator.url,
      clientId: 'key',
      redirectUri: 'http://localhost/cb',
      state: 's1',
      codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    });
    const consent = await fetch(address, { redirect: 'manual' });
    const callback = new URL(consent.headers.get('location') ?? '');
    expect(callback.searchParams.get('state')).toBe('s1');
    const tokens = await oauth.exchangeCode(client, {
      code: callback.searchParams.get('code') ?? '',
      codeVerifier,
      redirectUri: 'http://localhost/cb',
    });
    const session = { accessToken: tokens.accessToken, instanceUrl: tokens.instanceUrl, apiVersion: '62.0' };
    expect((await connectToOrg(session, { timeoutMs: 5_000 }).identity()).userId).toBe(tokens.userId);

    const rotated = await oauth.refresh(client, tokens.refreshToken ?? '');
    expect(rotated.refreshToken).not.toBe(tokens.refreshToken);
    await oauth.revoke(client.loginUrl, rotated.refreshToken ?? '');
    await expect(oauth.refresh(client, rotated.refreshToken ?? '')).rejects.toMatchObject({
      code: 'invalid_grant',
      permanent: true,
    });
  });
});
