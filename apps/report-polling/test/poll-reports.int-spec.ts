import { contactImported, contactImportFailed, createEvent } from '@ce/contracts';
import { fault } from '@ce/salesforce-simulator';
import { aCampaign, customerOf } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Polling, startPolling } from './polling.js';

const [ann, ben] = ['00Q000000000001EAA', '00Q000000000002EAA'];
const aLead = (Id: string) => ({ Id, FirstName: 'Ann', LastName: 'Abel', Company: 'Acme', Email: 'ann@example.com' });
const filters = [{ column: 'COMPANY', operator: 'equals' as const, value: 'Acme' }];

let polling: Polling;
beforeEach(async () => {
  polling = await startPolling({
    records: { Lead: [aLead(ann), aLead(ben)] },
    reports: [{ name: 'leads', reportType: 'LeadList', detailColumns: ['LEAD_ID'], filters }],
  });
});
afterEach(() => polling.stop());

const found = () => polling.published('salesforce.report-row.found.v1');
const left = () => polling.published('salesforce.report-row.left.v1');
const runs = () => polling.simulator.journal.byKind()['report-run']?.calls ?? 0;

async function attach(id: string, change: object = {}) {
  const http = await polling.as('w1', 'admin');
  const body = { campaignId: 'k1', reportId: polling.reportId('leads'), autoImport: true, ...change };
  expect((await http.put(`/enrollment-sources/${id}`, body)).status).toBe(200);
}

async function statesOf(id: string): Promise<Record<string, string>> {
  const { body } = (await (await polling.as('w1', 'admin')).get(`/enrollment-sources/${id}/rows`)) as {
    body: { rows: { recordId: string; state: string }[] };
  };
  return Object.fromEntries(body.rows.map((row) => [row.recordId, row.state]));
}

/** One more poll, from its request to its end. */
async function pollAgain(id: string) {
  const http = await polling.as('w1', 'admin');
  const before = runs();
  await http.post(`/enrollment-sources/${id}/polls`);
  await eventually(async () => {
    expect(runs()).toBeGreaterThan(before);
    expect((await http.get(`/enrollment-sources/${id}`)).body).toMatchObject({ reading: false, state: 'read' });
  });
}

describe('polls', () => {
  it('announce each row once, however often the report is read, and one that left and came back again', async () => {
    const customer = customerOf(polling.simulator);
    await attach('s1', { rules: [{ ceField: 'title', operator: 'is-not', values: ['Intern'] }] });
    await eventually(async () => expect(await found()).toHaveLength(2));
    await pollAgain('s1');
    expect(await found()).toHaveLength(2);
    expect((await found())[0]?.data).toMatchObject({
      campaignId: 'k1',
      enrollment: 'auto',
      rules: [{ ceField: 'title' }],
    });

    await customer.change('Lead', { Id: ben, Company: 'Elsewhere' });
    await pollAgain('s1');
    await eventually(async () =>
      expect((await left()).map(({ data }) => data['record'])).toEqual([{ type: 'Lead', id: ben }]),
    );
    expect(await statesOf('s1')).toEqual({ [ann]: 'published', [ben]: 'left' });

    await customer.change('Lead', { Id: ben, Company: 'Acme' });
    await pollAgain('s1');
    await eventually(async () => expect(await found()).toHaveLength(3));
    expect(new Set((await found()).map(({ id }) => id)).size).toBe(3);
  });

  it('read a report once for all campaigns that share it', async () => {
    await polling.publish(aCampaign({ campaignId: 'k2' }));
    await attach('s1');
    await eventually(async () => expect(await found()).toHaveLength(2));
    await eventually(async () => {
      const [known] = await polling.database.query<unknown[]>(
        `select count(*)::int as campaigns from report_polling.campaign`,
      );
      expect(known).toEqual({ campaigns: 2 });
    });
    await attach('s2', { campaignId: 'k2' });
    await eventually(async () => expect(await found()).toHaveLength(4));
    // The second attachment may have come while the first read ran; then the report is read once more by itself.
    await eventually(async () => {
      const [busy] = await polling.database.query<unknown[]>(
        `select count(*)::int as reports from report where claimed_by is not null or due_at <= now()`,
      );
      expect(busy).toEqual({ reports: 0 });
    });
    const before = runs();
    await pollAgain('s1');
    expect(runs() - before).toBe(1);
  });

  it('keep their pace although nothing changes (spec D5)', async () => {
    await attach('s1');
    await eventually(async () => expect(await found()).toHaveLength(2));
    for (let quiet = 0; quiet < 4; quiet += 1) await pollAgain('s1');
    const { body } = await (await polling.as('w1', 'admin')).get('/enrollment-sources/s1');
    const { lastPolledAt, nextPollAt } = body as { lastPolledAt: string; nextPollAt: string };
    const minutes = (Date.parse(nextPollAt) - Date.parse(lastPolledAt)) / 60_000;
    expect(Math.abs(minutes - 15)).toBeLessThanOrEqual(0.76);
  });

  it('wait for the campaign to run, and begin at once when it does', async () => {
    await polling.publish(aCampaign({ campaignId: 'k2', status: 'draft', at: '2026-01-01T00:00:00Z' }));
    await eventually(async () => {
      const [known] = await polling.database.query<unknown[]>(
        `select count(*)::int as campaigns from report_polling.campaign`,
      );
      expect(known).toEqual({ campaigns: 2 });
    });
    await attach('s2', { campaignId: 'k2' });
    await eventually(async () => expect(await statesOf('s2')).toEqual({ [ann]: 'waiting', [ben]: 'waiting' }));
    expect(await found()).toEqual([]);
    await polling.publish(aCampaign({ campaignId: 'k2', status: 'running', at: '2026-01-02T00:00:00Z' }));
    await eventually(async () => expect(await found()).toHaveLength(2));
  });

  async function untilFailing(problem: object) {
    const http = await polling.as('w1', 'admin');
    await eventually(async () =>
      expect((await http.get('/enrollment-sources/s1')).body).toMatchObject({ state: 'failing', problem }),
    );
  }

  async function untilRead() {
    const http = await polling.as('w1', 'admin');
    await eventually(async () =>
      expect((await http.get('/enrollment-sources/s1')).body).toMatchObject({ state: 'read', problem: null }),
    );
    expect(await found()).toHaveLength(2);
  }

  it('say that the call budget is empty, and come back by themselves when it has calls again', async () => {
    const resumesAt = new Date(Date.now() + 3_000).toISOString();
    polling.leases.refuseWith({ kind: 'exhausted', reason: 'No calls left today.', resumesAt });
    await attach('s1');
    await untilFailing({ code: 'budget-exhausted', problem: 'No calls left today.' });
    polling.leases.refuseWith(undefined);
    await untilRead();
  });

  it('say that Salesforce does not answer, and come back by themselves', async () => {
    polling.simulator.faults.add(fault.parse({ effect: { type: 'html' }, kinds: ['report-run'], times: 1 }));
    await attach('s1');
    await untilFailing({ fix: expect.any(String) as string });
    await untilRead();
  });

  it('rest with all reports of the org when its runs of this hour are used up, and go on after the pause', async () => {
    const refusal = {
      type: 'error',
      status: 403,
      errorCode: 'FORBIDDEN',
      message: 'You can’t run more than 500 reports synchronously every 60 minutes. Try again later.',
    };
    const kinds = ['report-run', 'report-run-async'];
    polling.simulator.faults.add(fault.parse({ effect: refusal, kinds, times: 2 }));
    await attach('s1');
    await untilFailing({ problem: expect.stringContaining('this hour') as string });
    const [connection] = await polling.database.query<{ seconds: number }[]>(
      `select extract(epoch from reports_paused_until - now())::int as seconds from connection`,
    );
    expect(connection?.seconds).toBeGreaterThan(200);
    // The pause takes minutes; here it is over already.
    await polling.database.query('update connection set reports_paused_until = now()');
    await polling.database.query('update report set due_at = now()');
    await untilRead();
  });
});

describe('rows', () => {
  it('are enrolled by hand, without the rules, when auto-import is off', async () => {
    await attach('s1', { autoImport: false, rules: [{ ceField: 'title', operator: 'is', values: ['CTO'] }] });
    await eventually(async () => expect(await statesOf('s1')).toEqual({ [ann]: 'waiting', [ben]: 'waiting' }));
    const http = await polling.as('w1', 'admin');
    const other = '00Q000000000009EAA';
    const one = await http.post('/enrollment-sources/s1/enrollments', { recordIds: [ann, other] });
    expect(one.body).toEqual({ enrolled: 1, skipped: [other] });
    expect((await http.post('/enrollment-sources/s1/enrollments', { all: true })).body).toEqual({
      enrolled: 1,
      skipped: [],
    });
    expect((await found()).map(({ data }) => [data['enrollment'], data['rules']])).toEqual([
      ['manual', []],
      ['manual', []],
    ]);
  });

  it('show what became of their import', async () => {
    await attach('s1');
    await eventually(async () => expect(await found()).toHaveLength(2));
    const at = new Date().toISOString();
    const row = { connectionId: 'c1', campaignId: 'k1', sourceId: 's1', at };
    const contact = { type: 'Contact' as const, id: '003000000000001AAA' };
    const lead = (id: string) => ({ type: 'Lead' as const, id });
    const values = { fields: {}, accountId: null, ownerId: null, ownerEmail: null };
    await polling.publish(
      createEvent(
        contactImported,
        { ...row, ...values, record: contact, followedFrom: lead(ann) },
        { source: '/test' },
      ),
      createEvent(
        contactImportFailed,
        { ...row, record: lead(ben), code: 'missing-email', reason: 'It has no email.', fix: 'Fill it in.' },
        { source: '/test' },
      ),
    );
    await eventually(async () => expect(await statesOf('s1')).toEqual({ [ann]: 'imported', [ben]: 'not-imported' }));
    const { body } = await (await polling.as('w1', 'admin')).get('/enrollment-sources/s1/rows?state=not-imported');
    expect(body).toMatchObject({
      rows: [{ code: 'missing-email', reason: 'It has no email.', fix: 'Fill it in.' }],
      next: null,
    });
  });
});
