import { fault } from '@ce/salesforce-simulator';
import { eventually } from '@ce/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { anOrg, leads } from './an-org.js';
import { type Polling, startPolling } from './polling.js';

const LEADS = 5_000;
const report = (name: string, detailColumns: string[]) => ({ name, reportType: 'LeadList', detailColumns });
const largeOrg = (switches = {}) =>
  anOrg({
    records: { Lead: leads(LEADS) },
    reports: [report('with id', ['LEAD_ID', 'EMAIL']), report('without id', ['FIRST_NAME', 'EMAIL'])],
    switches,
  });

let polling: Polling;
afterEach(() => polling.close());

async function attach(name: string, autoImport = true) {
  const http = await polling.http();
  const body = { campaignId: 'k1', reportId: polling.reportId(name), autoImport };
  expect((await http.put('/enrollment-sources/s1', body)).status).toBe(200);
}

async function untilState(state: string) {
  const http = await polling.http();
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
    await polling.dataSource.query('update report set claimed_by = gen_random_uuid(), claimed_until = now()');
    expect(await untilState('read')).toMatchObject({ rows: { published: LEADS } });
    // The two parts that were missing, and the late one of the process that lost its claim; from the start it were five.
    expect(polling.simulator.journal.byKind()['report-run']?.calls).toBeLessThanOrEqual(3);
    expect((await found()).length).toBe(LEADS);
  });

  it('is read on by another process when one is told to stop in the middle', async () => {
    await inTheMiddle();
    await polling.stopService();
    expect((await polling.database('select count(*)::int as count from report_polling.report_row'))[0]).toEqual({
      count: 4_000,
    });
    await polling.restartService();
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
    expect(await polling.published('salesforce.report-row.left.v1')).toEqual([]);
  });
});
