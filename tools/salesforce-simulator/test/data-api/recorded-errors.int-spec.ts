import { afterEach, describe, expect, it } from 'vitest';
import { shapeProblems } from '../../src/testing/same-shape.js';
import { readExample } from '../examples/read-example.js';
import { administrator, runOrg, type RunningOrg } from './running-org.js';

let org: RunningOrg;
afterEach(() => org.simulator.stop());

describe('recorded refusals of the session and the org', () => {
  it('401 for a session that has gone', async () => {
    org = await runOrg();
    const reply = await org.ask('GET', 'query?q=SELECT+Id+FROM+Lead', undefined, { Authorization: 'Bearer gone' });
    expect(reply.status).toBe(401);
    expect(reply.body).toEqual(readExample('errors/401-invalid-session-id.json'));
  });

  it('403 for an edition without the API', async () => {
    org = await runOrg({ org: { organizationType: 'Team Edition' } });
    const reply = await org.ask('GET', 'sobjects');
    expect(reply.status).toBe(403);
    expect(reply.body).toEqual(readExample('errors/403-api-disabled-for-org.json'));
  });

  it('403 when the day has no calls left', async () => {
    org = await runOrg({ limits: { dailyApiRequests: 1 } });
    expect((await org.ask('GET', 'sobjects')).status).toBe(200);
    const reply = await org.ask('GET', 'sobjects');
    expect(reply.status).toBe(403);
    expect(reply.body).toEqual(readExample('errors/403-request-limit-exceeded.json'));
    expect(reply.headers.get('sforce-limit-info')).toBe('api-usage=1/1');
    expect(reply.headers.get('retry-after')).toBeNull();
  });
});

describe('recorded refusals of records', () => {
  it('400 for a field that is not there', async () => {
    org = await runOrg();
    const reply = await org.ask('POST', 'sobjects/Lead', { foo: 'x' });
    const [recorded] = readExample<{ message: string }[]>('errors/400-invalid-field.json');
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual([{ ...recorded, message: recorded?.message.replace('Bar', 'Lead') }]);
  });

  it('400 for a value that a restricted picklist lacks', async () => {
    org = await runOrg({
      customFields: { Lead: [{ name: 'Race__c', label: 'Race', type: 'picklist', restricted: true, values: ['A'] }] },
    });
    const Race__c = 'Native American / Alaskan Native';
    const reply = await org.ask('POST', 'sobjects/Lead', { LastName: 'L', Company: 'C', Race__c });
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual([readExample('errors/400-restricted-picklist.json')]);
  });

  it('404 for what does not exist', async () => {
    org = await runOrg();
    const reply = await org.ask('GET', 'sobjects/Lead/00Q4S000002sSahUAE');
    expect(reply.status).toBe(404);
    expect(reply.body).toEqual(readExample('errors/404-not-found.json'));
  });

  it('404 for a field that is no external id', async () => {
    org = await runOrg();
    const reply = await org.ask('PATCH', 'sobjects/Lead/Namez/x', { LastName: 'L' });
    expect(reply.status).toBe(404);
    expect(reply.body).toEqual(readExample('errors/404-external-id-field.json'));
  });

  it('300 when several records carry the external id', async () => {
    const Lead = ['a', 'b'].map((LastName) => ({ LastName, Company: 'C', Ext__c: 'same' }));
    org = await runOrg({
      customFields: { Lead: [{ name: 'Ext__c', type: 'string', externalId: true }] },
      records: { Lead },
    });
    const reply = await org.ask('PATCH', 'sobjects/Lead/Ext__c/same', { LastName: 'L' });
    expect(reply.status).toBe(300);
    expect(shapeProblems(readExample('errors/300-multiple-external-id-matches.json'), reply.body)).toEqual([]);
    expect(reply.body).toHaveLength(2);
  });
});

describe('recorded duplicate rules', () => {
  const rule = (action: 'alert' | 'block', message: string) => ({
    records: { Contact: [{ LastName: 'L', Email: 'same@example.com' }] },
    duplicateRules: [{ name: 'Rule', object: 'Contact', matchOn: ['Email'], action, message }],
  });
  const allowSave = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
  const contact = { LastName: 'M', Email: 'SAME@example.com' };

  it.each([
    ['alert', 'errors/400-duplicates-detected-alert.v54.json', 201],
    ['block', 'errors/400-duplicates-detected-block.v56.json', 400],
  ] as const)('%s', async (action, file, statusWhenAllowed) => {
    const [recorded] = readExample<{ message: string; duplicateResut: { allowSave: boolean } }[]>(file);
    org = await runOrg(rule(action, recorded?.message ?? ''));
    const reply = await org.ask('POST', 'sobjects/Contact', contact);
    expect(reply.status).toBe(400);
    expect(shapeProblems([recorded], reply.body)).toEqual([]);
    expect(reply.body).toMatchObject([
      {
        errorCode: 'DUPLICATES_DETECTED',
        message: recorded?.message,
        duplicateResut: { allowSave: recorded?.duplicateResut.allowSave },
      },
    ]);
    expect((await org.ask('POST', 'sobjects/Contact', contact, allowSave)).status).toBe(statusWhenAllowed);
  });
});

describe('recorded limits', () => {
  it('lists every allocation', async () => {
    org = await runOrg({ limits: { dailyApiRequests: 15_000 } });
    const reply = await org.ask('GET', 'limits');
    expect(reply.status).toBe(200);
    expect(shapeProblems(readExample('limits/limits-response.json'), reply.body)).toEqual([]);
    expect(reply.body).toMatchObject({ DailyApiRequests: { Max: 15_000, Remaining: 14_999 } });
  });

  it('hides them without View Setup', async () => {
    org = await runOrg({ users: [{ ...administrator, permissions: { ViewSetup: false } }] });
    const reply = await org.ask('GET', 'limits');
    expect(reply.status).toBe(403);
    expect(reply.body).toEqual([{ errorCode: 'API_DISABLED_FOR_ORG', message: 'limits resource is not enabled' }]);
  });
});
