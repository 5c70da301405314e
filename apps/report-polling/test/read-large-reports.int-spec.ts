import { fault } from '@ce/salesforce-simulator';
import { customerOf } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { leads, type Polling, startPolling } from './polling.js';

const LEADS = 5_000;
const report = (name: string, detailColumns: string[]) => ({ name, reportType: 'LeadList', detailColumns });
const largeOrg = (switches = {}) => ({
  records: { Lead: leads(LEADS) },
  reports: [report('with id', ['LEAD_ID', 'EMAIL']), report('without id', ['FIRST_NAME', 'EMAIL'])],
  switches,
});

let polling: Polling;
afterEach(() => polling.stop());

async function attach(name: string, autoImport = true) {
  const http = await polling.as('w1', 'admin');
  const body = { campaignId: 'k1', reportId: polling.reportId(name), autoImport };
  expect((await http.put('/enrollment-sources/s1', body)).status).toBe(200);
}

async function untilState(state: string) {
  const http = await polling.as('w1', 'admin');
  return eventually(async () => {
    const { body } = (await http.get('/enrollment-sources/s1')) as { body: Record<string, unknown> };
    expect(body['state']).toBe(state);
    return body;
  }, 60_000);
}

const found = () => polling.published('salesforce.report-row.found.v1');

describe('a report of 5,000 rows', () => {
  it.each(['with id', 'without id'])('%s is read whole, and every row is announced once', async (name) => {
    polling = await startPolling(largeOrg());
    await attach(name);
    expect(await untilState('read')).toMatchObject({ rowsInReport: LEADS, rows: { published: LEADS } });
    const records = (await found()).map(({ data }) => (data as { record: { id: string } }).record.id);
    expect([records.length, new Set(records).size]).toEqual([LEADS, LEADS]);

    // A description and three parts, as the forecast has it; the first read found out that the saved report is cut.
    const http = await polling.as('w1', 'admin');
    expect((await http.get('/enrollment-sources/s1')).body).toMatchObject({ calls: { lastPoll: 5, total: 5 } });
    await http.post('/enrollment-sources/s1/polls');
    await eventually(async () =>
      expect((await http.get('/enrollment-sources/s1')).body).toMatchObject({ calls: { lastPoll: 4, total: 9 } }),
    );
  });

  /** Attached, its first part taken; the next answer comes late. */
  async function inTheMiddle() {
    polling = await startPolling(largeOrg());
    const late = { type: 'latency', milliseconds: 3_000 };
    polling.simulator.faults.add(fault.parse({ effect: late, kinds: ['report-run'], after: 2, times: 1 }));
    await attach('with id');
    await eventually(async () => expect((await found()).length).toBe(2_000));
    polling.simulator.journal.clear();
  }

  it('is read on by another process when one is killed in the middle', async () => {
    await inTheMiddle();
    await polling.database.query('update report set claimed_by = gen_random_uuid(), claimed_until = now()');
    expect(await untilState('read')).toMatchObject({ rows: { published: LEADS } });
    // The two parts that were missing, and the late one of the process that lost its claim; from the start it were five.
    expect(polling.simulator.journal.byKind()['report-run']?.calls).toBeLessThanOrEqual(3);
    expect((await found()).length).toBe(LEADS);
  });

  it('is read on by another process when one is told to stop in the middle', async () => {
    await inTheMiddle();
    await polling.stopService();
    expect(
      (await polling.database.query<unknown[]>('select count(*)::int as count from report_polling.report_row'))[0],
    ).toEqual({
      count: 4_000,
    });
    await polling.startAgain();
    expect(await untilState('read')).toMatchObject({ rows: { published: LEADS } });
    expect(polling.simulator.journal.byKind()['report-run']?.calls).toBe(2);
    expect((await found()).length).toBe(LEADS);
  });
});

describe('a report that cannot be read whole', () => {
  it.each([
    ['no id column is offered', { reportIdColumns: 'absent' }, 'more-than-2000-rows'],
    ['the filter on ids is refused', { reportIdComparison: 'refuse' }, 'parts-refused'],
    ['no column may be added', { reportExtraColumns: 'refuse' }, 'parts-refused'],
  ])('says so loudly, and keeps what it got: %s', async (_, switches, code) => {
    polling = await startPolling(largeOrg(switches));
    await attach('without id');
    expect(await untilState('incomplete')).toMatchObject({ problem: { code }, rows: { published: 2_000 } });
  });

  it('lets no row go, also one that it no longer shows', async () => {
    const full = 2_000;
    polling = await startPolling({ ...largeOrg({ reportIdColumns: 'absent' }), records: { Lead: leads(full) } });
    await attach('without id');
    await untilState('read');
    const [gone] = await polling.database.query<{ record_id: string }[]>(
      'select min(record_id) as record_id from report_row',
    );
    const customer = customerOf(polling.simulator);
    await customer.remove('Lead', gone?.record_id ?? '');
    await customer.change('Lead', leads(2));
    await (await polling.as('w1', 'admin')).post('/enrollment-sources/s1/polls');
    expect(await untilState('incomplete')).toMatchObject({ rows: { published: expect.any(Number) as number } });
    const [row] = await polling.database.query<object[]>(
      `select state, left_at, seen_in < (select max(read_number) from report) as missed from report_row where record_id = $1`,
      [gone?.record_id],
    );
    expect(row).toEqual({ state: 'published', left_at: null, missed: true });
    expect(await polling.published('salesforce.report-row.left.v1')).toEqual([]);
  });
});
