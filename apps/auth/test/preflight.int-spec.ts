import type { OrgDescriptionInput } from '@ce/salesforce-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthHarness } from './auth-harness.js';
import { ADMIN, greenOrg, optOutMapping, packageFields } from './simulated-org.js';

interface Report {
  result: string;
  checks: { name: string; result: string; affects: string; detail: string; fix: string | null }[];
}

let auth: AuthHarness;
let connectionId: string;
beforeAll(async () => {
  auth = await AuthHarness.start();
  ({ connectionId } = await auth.connect());
  const { mapping } = (await auth.call('get', `/connections/${connectionId}`)).body as {
    mapping: { entries: object[] };
  };
  const entries = [...mapping.entries, optOutMapping('Lead'), optOutMapping('Contact')];
  await auth.call('put', `/connections/${connectionId}/mapping`, { entries });
});
afterAll(() => auth.stop());

/** The org becomes another one under the connection; tokens are got anew, because they went with the old one. */
async function preflightOf(changes: Partial<OrgDescriptionInput>): Promise<Report> {
  await fetch(`${auth.simulator.url}/simulator/org`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(greenOrg(changes)),
  });
  await auth.connect({ connectionId });
  const answer = await auth.call('post', `/connections/${connectionId}/preflight`, {});
  expect(answer.status).toBe(200);
  return answer.body as Report;
}

const user = (changes: object) => [{ username: ADMIN, email: ADMIN, lastName: 'Admin', ...changes }];
const without = (object: string) => user({ objects: { [object]: {} } });
const readOnly = (object: string) => user({ objects: { [object]: { read: true } } });

const failing = ({ checks }: Report) => checks.filter(({ result }) => result === 'fail').map(({ name }) => name);
const warning = ({ checks }: Report) => checks.filter(({ result }) => result === 'warn').map(({ name }) => name);

describe('a preflight', () => {
  it('is green on an org that has everything', async () => {
    const report = await preflightOf({});
    expect([report.result, failing(report), warning(report)]).toEqual(['pass', [], []]);
    const last = await auth.call('get', `/connections/${connectionId}/preflight`, undefined, { roles: ['viewer'] });
    expect((last.body as Report).checks).toEqual(report.checks);
  });

  it.each([
    ['no right to run reports', user({ permissions: { RunReports: false } }), ['run-reports']],
    ['no read access to accounts', without('Account'), ['object-account']],
    ['leads read-only', readOnly('Lead'), ['object-lead', 'package-access-lead']],
    [
      'a package field read-only',
      user({ fields: { 'Contact.sixsense_ce__status__c': 'read' } }),
      ['package-access-contact'],
    ],
    ['email addresses hidden', user({ fields: { 'Lead.Email': 'none' } }), ['mapping-lead-email']],
  ])('finds %s, says what suffers and how to mend it', async (_, users, names) => {
    const report = await preflightOf({ users });
    expect(failing(report)).toEqual(expect.arrayContaining(names));
    for (const check of report.checks.filter(({ result }) => result !== 'pass')) {
      expect(check.fix).toMatch(/\.$/);
      expect(check.affects).not.toBe('');
    }
    expect((await auth.call('get', `/connections/${connectionId}`)).body).toMatchObject({ health: 'degraded' });
  });

  it.each([
    ['legacy', packageFields('sw01_'), 'legacy', []],
    ['none', [], 'none', ['package-contact', 'package-lead']],
    ['partial', packageFields().slice(0, 3), 'partial', ['package-contact', 'package-lead']],
  ])('tells the package variant %s', async (_, fields, variant, names) => {
    const report = await preflightOf({ customFields: { Lead: fields, Contact: fields } });
    expect(failing(report).sort()).toEqual(names);
    expect(warning(report)).toContain('task-event-id');
    expect((await auth.call('get', `/connections/${connectionId}`)).body).toMatchObject({
      packageVariants: { Lead: variant, Contact: variant },
      activityEventIdField: null,
    });
  });

  it('names picklist values that the org lacks', async () => {
    const [status, ...others] = packageFields();
    const Lead = [
      { ...status, name: 'sixsense_ce__status__c', type: 'picklist' as const, values: ['in_progress'] },
      ...others,
    ];
    const report = await preflightOf({ customFields: { Lead, Contact: packageFields() } });
    const check = report.checks.find(({ name }) => name === 'picklist-status-lead');
    expect(check).toMatchObject({ result: 'warn' });
    expect(check?.detail).toContain('qualified');
  });

  it('warns before the user’s approvals run out', async () => {
    await preflightOf({});
    for (const workspace of ['w2', 'w3', 'w4']) await auth.connect({}, { workspace });
    const report = (await auth.call('post', `/connections/${connectionId}/preflight`, {})).body as Report;
    expect(warning(report)).toEqual(['approvals']);
  });

  it('refuses an edition without API, and leaves no connection', async () => {
    await fetch(`${auth.simulator.url}/simulator/org`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(greenOrg({ org: { organizationType: 'Contact Manager Edition' } })),
    });
    const { connectionId: id, page } = await auth.connect({}, { workspace: 'w-small' });
    expect(page.status).toBe(400);
    expect(page.text).toContain('The org cannot be used');
    expect((await auth.call('get', `/connections/${id}`, undefined, { workspace: 'w-small' })).status).toBe(404);
  });
});
