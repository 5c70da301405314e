import jsforce from 'jsforce';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningOrg, runOrg } from './running-org.js';

let org: RunningOrg;
let connection: InstanceType<typeof jsforce.Connection>;

beforeAll(async () => {
  org = await runOrg({
    customFields: { Activity: [{ name: 'event_id__c', type: 'string', unique: true, externalId: true }] },
    records: { Lead: Array.from({ length: 4_500 }, (_, index) => ({ LastName: `L${index}`, Company: 'C' })) },
  });
  connection = new jsforce.Connection({ instanceUrl: org.simulator.url, accessToken: 'token', version: '62.0' });
});
afterAll(() => org.simulator.stop());

describe('jsforce as the client', () => {
  it('reads all pages of a query', async () => {
    const result = await connection.query('SELECT Id, Owner.Email FROM Lead', { autoFetch: true, maxFetch: 10_000 });
    expect(result.records).toHaveLength(4_500);
    expect(result.totalSize).toBe(4_500);
    expect(connection.limitInfo.apiUsage?.limit).toBe(100_000);
  });

  it('creates, reads, updates, upserts and deletes', async () => {
    const made = await connection.sobject('Lead').create({ LastName: 'Made', Company: 'C' });
    if (!made.success) throw new Error('The lead was not created.');
    await connection.sobject('Lead').update({ Id: made.id, Title: 'Boss' });
    expect(await connection.sobject('Lead').retrieve(made.id)).toMatchObject({ LastName: 'Made', Title: 'Boss' });
    const task = { Subject: 'Email', WhoId: made.id, TaskSubtype: 'Email' };
    const upserts = await connection.sobject('Task').upsert(
      [
        { ...task, event_id__c: 'e1' },
        { ...task, event_id__c: 'e2' },
      ],
      'event_id__c',
    );
    expect(upserts.every(({ success }) => success)).toBe(true);
    expect(await connection.sobject('Lead').destroy(made.id)).toMatchObject({ success: true });
  });

  it('splits an array over collections, and tells row errors apart', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => ({
      LastName: `M${index}`,
      Company: 'C',
      Email: index === 7 ? 'bad' : null,
    }));
    const results = await connection.sobject('Lead').create(rows, { allowRecursive: true });
    expect(results.filter(({ success }) => success)).toHaveLength(249);
    expect(results[7]).toMatchObject({ success: false, errors: [{ statusCode: 'INVALID_EMAIL_ADDRESS' }] });
  });

  it('raises Salesforce errors by their code', async () => {
    await expect(connection.query('SELECT Nope FROM Lead')).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
    await expect(connection.sobject('Lead').create({ LastName: 'L' })).rejects.toMatchObject({
      errorCode: 'REQUIRED_FIELD_MISSING',
    });
  });

  it('describes', async () => {
    expect((await connection.describe('Task')).fields.map(({ name }) => name)).toContain('event_id__c');
    expect((await connection.describeGlobal()).sobjects.map(({ name }) => name)).toContain('Lead');
    expect(await connection.limits()).toHaveProperty('DailyApiRequests');
  });
});
