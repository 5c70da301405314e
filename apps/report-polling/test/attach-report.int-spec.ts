import { customerOf, USERNAME } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leads, type Polling, startPolling } from './polling.js';

const report = (name: string, reportType: string, detailColumns: string[], more = {}) => ({
  name,
  reportType,
  detailColumns,
  ...more,
});

let polling: Polling;
beforeAll(async () => {
  polling = await startPolling({
    // A type that offers no id columns, as some orgs' do: then the report's own columns must name the record.
    switches: { reportIdColumns: 'absent' },
    records: { Lead: leads(2) },
    customReportTypes: [{ name: 'Deals__c', label: 'Deals', baseObject: 'Opportunity' }],
    reports: [
      report('good', 'LeadList', ['LAST_NAME']),
      report('accounts', 'AccountList', ['ACCOUNT.NAME']),
      report('joined', 'LeadList', ['LAST_NAME'], { format: 'MULTI_BLOCK' }),
      report('deals', 'Deals__c', ['Opportunity.Name']),
      report('members', 'CampaignLead', ['LAST_NAME']),
      report('contacts', 'ContactList', ['LAST_NAME', 'EMAIL']),
      report('nameless', 'CampaignLead', ['MEMBER_STATUS']),
    ],
  });
});
afterAll(() => polling.stop());

async function attach(id: string, reportId: string, campaignId = 'k1', workspaceId = 'w1') {
  const http = await polling.as(workspaceId, 'admin');
  return http.put(`/enrollment-sources/${id}`, { campaignId, reportId, autoImport: true });
}

interface Shown {
  state: string;
  problem: { code: string; problem: string; fix: string } | null;
  lastReadAt: string | null;
}

async function show(id: string): Promise<Shown> {
  return (await (await polling.as('w1', 'admin')).get(`/enrollment-sources/${id}`)).body as Shown;
}

/** One more read of a sound report, from its request to its end. */
async function readGood() {
  const before = (await show('good')).lastReadAt;
  await (await polling.as('w1', 'admin')).post('/enrollment-sources/good/polls');
  await eventually(async () => {
    const { state, problem, lastReadAt } = await show('good');
    expect({ state, problem, readAgain: lastReadAt !== before }).toEqual({
      state: 'read',
      problem: null,
      readAgain: true,
    });
  });
}

describe('attaching a report that cannot be used', () => {
  beforeAll(async () => {
    await attach('good', polling.reportId('good'));
  });

  it.each([
    ['accounts', 'unsupported-report-type', /“?Accounts/],
    ['joined', 'joined-report', /joined/],
    ['deals', 'unsupported-report-type', /Deals/],
    ['nameless', 'no-record-id', /which record a row is/],
  ])('says what is wrong and what to do, and stops nothing else: %s', async (name, code, words) => {
    const { status, body } = await attach(`bad-${name}`, polling.reportId(name));
    expect([status, body]).toEqual([200, expect.objectContaining({ state: 'refused' })]);
    const shown = await show(`bad-${name}`);
    expect(shown).toMatchObject({
      state: 'refused',
      problem: { code, problem: expect.stringMatching(words) as string },
    });
    for (const sentence of [shown.problem?.problem, shown.problem?.fix]) expect(sentence).toMatch(/^[A-Z][^.]*\.$/);
    await readGood();
    expect((await show(`bad-${name}`)).problem).toEqual(shown.problem);
    expect(await polling.published('salesforce.report-row.found.v1')).toHaveLength(2);
  });

  it('knows a report that does not exist', async () => {
    const { body } = (await attach('gone', '00O0000000009zzAAA')) as {
      body: { state: string; problem: { fix: string } };
    };
    expect(body).toMatchObject({ state: 'refused' });
    expect(body.problem.fix).not.toBe('');
  });

  it('names the objects that the user may not read, and looks again when they are granted (spec D8)', async () => {
    const customer = customerOf(polling.simulator);
    await customer.changeUser(USERNAME, { objects: { Account: {} } });
    try {
      expect((await attach('no-accounts', polling.reportId('contacts'))).body).toMatchObject({
        state: 'refused',
        problem: { fix: expect.stringContaining('read access to every object of the report') as string },
        warnings: [
          {
            code: 'missing-read-access',
            problem: expect.stringContaining('may not read Account') as string,
            fix: expect.stringContaining('read access to Account') as string,
          },
        ],
      });
    } finally {
      await customer.changeUser(USERNAME, { objects: { Account: { read: true, viewAll: true } } });
    }
    const { body } = await attach('no-accounts', polling.reportId('contacts'));
    expect(body).toMatchObject({ problem: null });
    expect(JSON.stringify(body)).not.toContain('missing-read-access');
  });

  it('knows a user who may not run reports, and a mended one', async () => {
    const customer = customerOf(polling.simulator);
    await customer.changeUser(USERNAME, { permissions: { RunReports: false } });
    const http = await polling.as('w1', 'admin');
    try {
      expect((await attach('norun', polling.reportId('members'))).body).toMatchObject({
        state: 'refused',
        problem: { fix: expect.stringContaining('Run Reports') as string },
      });
    } finally {
      await customer.changeUser(USERNAME, { permissions: { RunReports: true } });
    }
    await http.post('/enrollment-sources/norun/polls');
    await eventually(async () =>
      expect((await http.get('/enrollment-sources/norun')).body).toMatchObject({ state: 'read', problem: null }),
    );
  });
});

describe('access', () => {
  it('is by workspace: another one neither sees, changes, nor attaches to what is not its own', async () => {
    await attach('mine', polling.reportId('good'));
    const other = await polling.as('w2', 'admin');
    expect((await attach('theirs', polling.reportId('good'), 'k1', 'w2')).status).toBe(404);
    expect((await attach('mine', polling.reportId('good'), 'k1', 'w2')).status).toBe(404);
    expect((await other.get('/enrollment-sources')).body).toEqual([]);
    for (const path of ['', '/rows']) expect((await other.get(`/enrollment-sources/mine${path}`)).status).toBe(404);
    for (const path of ['/polls', '/enrollments']) {
      expect((await other.post(`/enrollment-sources/mine${path}`, { all: true })).status).toBe(404);
    }
    expect((await other.delete('/enrollment-sources/mine')).status).toBe(404);
  });

  it('names what does not fit in a request', async () => {
    const http = await polling.as('w1', 'admin');
    const { body } = await http.put('/enrollment-sources/x', {
      campaignId: 'k1',
      reportId: '00Q000000000001',
      autoImport: 1,
    });
    expect(body).toMatchObject({ status: 400, problems: [{ field: 'reportId' }, { field: 'autoImport' }] });
  });

  it('asks for the campaign first', async () => {
    const { status, body } = await attach('early', polling.reportId('good'), 'unknown');
    expect([status, body]).toEqual([
      404,
      expect.objectContaining({ fix: expect.stringContaining('ce.campaign.changed') as string }),
    ]);
  });
});
