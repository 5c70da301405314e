import { eventually } from '@ce/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Check, type Report, ServedOrg } from './served-org.js';
import { ADMIN, optOutMapping, packageFields } from './simulated-org.js';

let org: ServedOrg;
let connectionId: string;
beforeAll(async () => {
  org = await ServedOrg.start();
  ({ connectionId } = await org.connect());
  const path = `/connections/${connectionId}`;
  const { body } = await org.ask<{ mapping: { entries: object[] } }>('GET', path);
  const entries = [...body.mapping.entries, optOutMapping('Lead'), optOutMapping('Contact')];
  await org.ask('PUT', `${path}/mapping`, { entries });
});
afterAll(() => org.stop());

const run = () => org.ask<Report>('POST', `/connections/${connectionId}/preflight`, {});
const show = async () =>
  (await org.ask<{ health: string; healthFix: string | null }>('GET', `/connections/${connectionId}`)).body;
const checkOf = (report: Report, name: string): Check => {
  const check = report.checks.find((candidate) => candidate.name === name);
  if (check === undefined) throw new Error(`The report has no check ${name}.`);
  return check;
};
const failing = ({ checks }: Report) =>
  checks
    .filter(({ result }) => result === 'fail')
    .map(({ name }) => name)
    .sort();

/** The org as `changes` make it, connected anew, because tokens went with the former one. */
async function reportOf(changes: Parameters<ServedOrg['become']>[0]): Promise<Report> {
  await org.become(changes);
  expect((await org.connect({ connectionId })).status).toBe(200);
  const { status, body } = await run();
  expect(status).toBe(200);
  expect((await org.ask<Report>('GET', `/connections/${connectionId}/preflight`)).body.checks).toEqual(body.checks);
  return body;
}

const user = (changes: object) => ({ users: [{ username: ADMIN, email: ADMIN, lastName: 'Admin', ...changes }] });

describe('five refusals of the token', () => {
  beforeEach(async () => {
    await org.become({});
    expect((await org.connect({ connectionId })).status).toBe(200);
    await org.customer('POST', '/oauth/expire-access-tokens');
  });

  it.each([
    ['invalid_grant', 'expired access/refresh token', 'reconnect-needed', /^Reconnect/],
    ['invalid_grant', 'inactive user', 'degraded', /^Activate the connected user/],
    ['invalid_grant', 'ip restricted', 'degraded', /IP/],
    ['invalid_client', 'invalid client credentials', 'degraded', /consumer secret/],
    ['OAUTH_APP_BLOCKED', 'this app is blocked by admin', 'degraded', /^Unblock/],
  ])('%s, %s: the connection is %s, and the report says what to do', async (error, description, health, fix) => {
    await org.customer('POST', '/oauth/refuse-next', { error, description });
    const { status, body } = await run();
    expect([status, body.result]).toEqual([200, 'fail']);
    const check = checkOf(body, 'authorization');
    expect(check).toMatchObject({ result: 'fail', affects: 'everything' });
    expect(check.detail).toContain(description);
    expect(check.fix).toMatch(fix);
    expect(await show()).toMatchObject({ health, healthFix: check.fix });
    const last = (await org.ask<Report>('GET', `/connections/${connectionId}/preflight`)).body;
    expect([last.result, last.checks[0]]).toEqual(['fail', check]);
  });

  it('that an administrator mended leave a green report', async () => {
    await org.customer('POST', '/oauth/refuse-next', { error: 'OAUTH_APP_BLOCKED', description: 'blocked' });
    expect((await run()).body.result).toBe('fail');
    await org.harness.sql('update token set retry_at = now()');
    const { body } = await run();
    expect([body.result, failing(body)]).toEqual(['pass', []]);
    expect(await show()).toMatchObject({ health: 'connected', healthFix: null });
  });
});

describe('five permission gaps', () => {
  it.each([
    [
      'Run Reports',
      user({ permissions: { RunReports: false } }),
      ['run-reports'],
      'enrollment from reports',
      'Give the connected user the permission “Run Reports”.',
    ],
    [
      'read access to accounts',
      user({ objects: { Account: {} } }),
      ['object-account'],
      'account fields of imported contacts',
      'Give the connected user Read on Account.',
    ],
    [
      'edit access to leads',
      user({ objects: { Lead: { read: true, viewAll: true, viewAllFields: true } } }),
      ['object-lead', 'package-access-lead'],
      'every field written to a Lead',
      'Give the connected user Edit on Lead.',
    ],
    [
      'Edit Tasks',
      user({ permissions: { EditTask: false, ModifyAllData: false } }),
      ['tasks'],
      'every email’s Task',
      'Give the connected user “Edit Tasks” and edit access to the Task fields.',
    ],
    [
      'edit access to a package field',
      user({ fields: { 'Contact.sixsense_ce__status__c': 'read' } }),
      ['package-access-contact'],
      'conversation status and campaign fields of every Contact',
      'Assign the package’s permission set to the connected user.',
    ],
  ])('without %s the report names it, what it affects and how to fix it', async (_, changes, names, affects, fix) => {
    const report = await reportOf(changes);
    expect(failing(report)).toEqual(names);
    expect(report.checks).toContainEqual(expect.objectContaining({ result: 'fail', affects, fix }));
    expect((await show()).health).toBe('degraded');
  });

  it('without the API nothing else is asked, and it is green again when the right comes back', async () => {
    await reportOf({});
    await org.customer('PATCH', `/users/${ADMIN}`, { permissions: { ApiEnabled: false } });
    const { body } = await run();
    expect(body.checks).toMatchObject([{ name: 'api-access', result: 'fail', affects: 'everything' }]);
    expect(body.checks[0]?.fix).toContain('API Enabled');
    await org.customer('PATCH', `/users/${ADMIN}`, { permissions: { ApiEnabled: true } });
    expect((await run()).body.result).toBe('pass');
  });
});

describe('package variants', () => {
  const both = (fields: ReturnType<typeof packageFields>) => ({ customFields: { Lead: fields, Contact: fields } });

  it.each([
    ['managed-v2', both(packageFields()), 'pass', 'managed-v2', /has the package fields \(managed-v2\)/, null],
    ['legacy', both(packageFields('sw01_')), 'pass', 'legacy', /has the package fields \(legacy\)/, null],
    ['both', both([...packageFields(), ...packageFields('sw01_')]), 'warn', 'managed-v2', /Both packages/, /^Remove/],
    ['none', both([]), 'fail', 'none', /not installed/, /^Install the package, or assign its permission set/],
    ['partly', both(packageFields().slice(0, 3)), 'fail', 'partial', /only in part/, /^Install the package/],
  ])('%s', async (_, changes, result, variant, detail, fix) => {
    const report = await reportOf(changes);
    for (const object of ['Lead', 'Contact']) {
      const check = checkOf(report, `package-${object.toLowerCase()}`);
      expect(check.result).toBe(result);
      expect(check.detail).toMatch(detail);
      if (fix === null) expect(check.fix).toBeNull();
      else expect(check.fix).toMatch(fix);
    }
    expect(await show()).toMatchObject({
      health: result === 'fail' ? 'degraded' : 'connected',
      packageVariants: { Lead: variant, Contact: variant },
    });
  });
});

describe('enrollment that rights make inaccurate', () => {
  it('is said for private records and hidden fields', async () => {
    const Lead = { read: true, edit: true, create: true, viewAllFields: false };
    const report = await reportOf({
      org: { id: '00D5g00000AcmeOEAR', loginHosts: ['login.test'], sharing: { Lead: 'private' } },
      ...user({ permissions: { ViewAllData: false, ModifyAllData: false }, objects: { Lead } }),
    });
    expect(checkOf(report, 'report-records')).toMatchObject({
      result: 'warn',
      fix: expect.stringContaining('Lead') as string,
    });
    expect(checkOf(report, 'report-fields')).toMatchObject({
      result: 'warn',
      fix: 'Give the connected user View All Fields on Lead.',
    });
  });
});

describe('an edition', () => {
  it.each([
    ['Group', { organizationType: 'Team Edition' }, 'Enterprise, Unlimited, Performance'],
    [
      'Professional without the add-on',
      { organizationType: 'Professional Edition' },
      'Professional with the API add-on',
    ],
    ['Group whose API answers', { organizationType: 'Team Edition', apiAccess: true }, 'has no API access'],
  ])('without API is refused with that reason: %s', async (_, edition, words) => {
    await org.become({ org: { id: '00D5g00000AcmeOEAR', loginHosts: ['login.test'], ...edition } });
    const { status, page } = await org.connect({}, 'w-edition');
    expect(status).toBe(400);
    expect(page).toContain(words);
    expect((await org.ask('GET', '/connections', undefined, 'w-edition')).body).toEqual({ connections: [] });
  });

  it('Professional with the add-on passes, an unknown one is doubted', async () => {
    const facts = { id: '00D5g00000AcmeOEAR', loginHosts: ['login.test'], apiAccess: true };
    const addOn = await reportOf({ org: { ...facts, organizationType: 'Professional Edition' } });
    expect(checkOf(addOn, 'edition')).toMatchObject({ result: 'pass' });
    const other = await reportOf({ org: { ...facts, organizationType: 'Starter Suite' } });
    expect(checkOf(other, 'edition')).toMatchObject({ result: 'warn' });
  });
});

describe('a preflight of its own accord', () => {
  const lease = (body: object) => org.process.post<{ kind: string; leaseId: string }>('/internal/leases', body);

  it('follows a refusal and an attached report, not within ten minutes of the last look', async () => {
    await reportOf({});
    await org.customer('PATCH', `/users/${ADMIN}`, { permissions: { RunReports: false } });
    const { leaseId } = await lease({ connectionId, kind: 'tasks', calls: 1 });
    const settlement = { connectionId, calls: 1, orgUsage: null, refusedRight: 'INVALID_FIELD' };
    await org.process.post(`/internal/leases/${leaseId}/settle`, settlement);
    const wishes = await org.harness.sql<{ reason: string; minutes: number }>(
      `select reason, extract(epoch from due_at - now()) / 60 as minutes from preflight_wish`,
    );
    expect(wishes).toMatchObject([{ reason: 'right-refused' }]);
    expect(Number(wishes[0]?.minutes)).toBeGreaterThan(5);
    await org.harness.sql('delete from preflight_wish');
    await org.harness.sql(`update preflight set checked_at = now() - interval '11 minutes'`);
    await lease({ connectionId, kind: 'preflight', calls: 1, lookAgain: 'report-attached' });
    await eventually(async () => {
      const report = (await org.ask<Report>('GET', `/connections/${connectionId}/preflight`)).body;
      expect(failing(report)).toEqual(['run-reports']);
      expect(await org.harness.sql('select 1 from preflight_wish')).toEqual([]);
    }, 15_000);
  });

  it('follows a changed setting at once, and a changed budget within ten minutes', async () => {
    await reportOf({});
    const names = async () =>
      (await org.ask<Report>('GET', `/connections/${connectionId}/preflight`)).body.checks.map(({ name }) => name);
    const set = (ownerSync: boolean) =>
      org.ask('PUT', `/connections/${connectionId}/settings`, { toggles: { ownerSync } });
    expect(await names()).toContain('owner-lead');
    await set(false);
    await eventually(async () => {
      expect(await names()).not.toContain('owner-lead');
      expect(await org.harness.sql('select 1 from preflight_wish')).toEqual([]);
    }, 30_000);
    await set(true);
    await eventually(async () => expect(await org.harness.sql('select 1 from preflight_wish')).toEqual([]), 30_000);
    expect(await names()).toContain('owner-lead');

    const budget = { cap: { calls: 500 }, reserve: { calls: 0 } };
    await org.ask('PUT', `/connections/${connectionId}/budget`, budget);
    const wishes = await org.harness.sql<{ reason: string; soon: boolean }>(
      `select reason, due_at <= checked_at + interval '10 minutes' and due_at > now() as soon
       from preflight_wish join preflight using (connection_id)`,
    );
    expect(wishes).toEqual([{ reason: 'budget-changed', soon: true }]);
  });
});
