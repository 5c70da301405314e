import { createEvent, dryRunJudged, type EventData, type dryRunRequested } from '@ce/contracts';
import { aCampaign } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leads, type Polling, startPolling } from './polling.js';

let polling: Polling;
beforeEach(async () => {
  polling = await startPolling({
    records: { Lead: leads(3) },
    reports: [{ name: 'leads', reportType: 'LeadList', detailColumns: ['LEAD_ID'] }],
  });
});
afterEach(() => polling.stop());

const rules = [{ ceField: 'title', operator: 'is-not-blank', values: [] }];
const questions = async () =>
  (await polling.published('salesforce.dry-run.requested.v1')).map(
    ({ data }) => data as unknown as EventData<typeof dryRunRequested>,
  );

/** A report of a campaign that does not run yet, read once. */
async function attach() {
  const http = await polling.as('w1', 'operator');
  await polling.publish(aCampaign({ campaignId: 'k2', status: 'draft' }));
  await eventually(async () => {
    const body = { campaignId: 'k2', reportId: polling.reportId('leads'), autoImport: true, rules };
    expect((await http.put('/enrollment-sources/s1', body)).status).toBe(200);
  });
  await eventually(async () =>
    expect((await http.get('/enrollment-sources/s1')).body).toMatchObject({ state: 'read', rows: { waiting: 3 } }),
  );
  return http;
}

function answer(question: EventData<typeof dryRunRequested>, refusal: EventData<typeof dryRunJudged>['refusal']) {
  const { dryRunId, connectionId, record, campaignId, sourceId } = question;
  const at = new Date().toISOString();
  return createEvent(
    dryRunJudged,
    { dryRunId, connectionId, record, campaignId, sourceId, at, refusal },
    { source: '/test' },
  );
}

const noEmail = { code: 'missing-email', reason: 'It has no email.', fix: 'Fill it in.' } as const;

describe('a dry run', () => {
  it('asks of every row by the rules, shows who would be enrolled and why not the others, and enrolls nobody', async () => {
    const http = await attach();
    expect(await http.get('/enrollment-sources/s1/dry-run')).toMatchObject({ status: 404 });
    const started = await http.post('/enrollment-sources/s1/dry-run', {});
    expect(started).toMatchObject({ status: 202, body: { enrollment: 'auto', rows: 3, judged: 0, wouldEnroll: 0 } });
    const asked = await questions();
    expect(asked.map(({ enrollment, rules: named }) => [enrollment, named])).toEqual(
      [1, 2, 3].map(() => ['auto', rules]),
    );
    const [one, two] = asked;
    if (one === undefined || two === undefined) throw new Error('Nothing was asked.');
    await polling.publish(answer(one, null), answer(two, noEmail), answer(two, noEmail));
    await eventually(async () =>
      expect((await http.get('/enrollment-sources/s1/dry-run')).body).toMatchObject({
        rows: 3,
        judged: 2,
        wouldEnroll: 1,
        wouldNotEnroll: { 'missing-email': 1 },
      }),
    );
    expect((await http.get('/enrollment-sources/s1/dry-run/rows?verdict=refuse')).body).toMatchObject({
      rows: [{ recordId: two.record.id, verdict: 'refuse', ...noEmail }],
      next: null,
    });
    expect((await http.get('/enrollment-sources/s1/dry-run/rows')).body).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({ recordId: one.record.id, verdict: 'enroll' }),
        expect.objectContaining({ verdict: 'wait' }),
      ]) as object[],
    });
    expect(await polling.published('salesforce.report-row.found.v1')).toEqual([]);
    expect((await http.get('/enrollment-sources/s1')).body).toMatchObject({ rows: { waiting: 3 } });
  });

  it('replaces the one before, whose late answers change nothing; by hand the rules do not apply', async () => {
    const http = await attach();
    await http.post('/enrollment-sources/s1/dry-run', {});
    const [late] = await questions();
    await http.post('/enrollment-sources/s1/dry-run', { enrollment: 'manual' });
    const manual = (await questions()).slice(3);
    expect(manual.map(({ enrollment, rules: named }) => [enrollment, named])).toEqual(
      [1, 2, 3].map(() => ['manual', []]),
    );
    if (late === undefined) throw new Error('Nothing was asked.');
    await polling.publish(answer(late, noEmail), ...manual.map((question) => answer(question, null)));
    await eventually(async () =>
      expect((await http.get('/enrollment-sources/s1/dry-run')).body).toMatchObject({
        enrollment: 'manual',
        judged: 3,
        wouldEnroll: 3,
        wouldNotEnroll: {},
      }),
    );
  });

  it('asked for several times at once is the last one of them, whole', async () => {
    const http = await attach();
    const answers = await Promise.all([1, 2, 3, 4].map(() => http.post('/enrollment-sources/s1/dry-run', {})));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    const asked = await questions();
    expect(asked).toHaveLength(12);
    // The import drops what waits of an older one, by this moment.
    const newest = asked.map(({ at }) => at).sort()[11];
    const [kept] = await polling.database.query<{ at: Date }[]>('select requested_at as at from dry_run');
    expect(kept?.at.toISOString()).toBe(newest);
    await polling.publish(...asked.map((question) => answer(question, null)));
    await eventually(async () =>
      expect((await http.get('/enrollment-sources/s1/dry-run')).body).toMatchObject({ judged: 3, wouldEnroll: 3 }),
    );
  });

  it('belongs to its workspace, and is refused in words while nobody knows the rows', async () => {
    const http = await polling.as('w1', 'operator');
    const body = { campaignId: 'k1', reportId: '00O0000000009zzAAA', autoImport: true };
    await http.put('/enrollment-sources/s2', body);
    expect(await http.post('/enrollment-sources/s2/dry-run', {})).toMatchObject({
      status: 409,
      body: { title: 'Not read yet', fix: expect.stringMatching(/^[A-Z].*\.$/) as string },
    });
    await attach();
    const other = await polling.as('w2', 'operator');
    expect((await other.post('/enrollment-sources/s1/dry-run', {})).status).toBe(404);
    expect((await other.get('/enrollment-sources/s1/dry-run/rows')).status).toBe(404);
    expect((await (await polling.as('w1', 'viewer')).post('/enrollment-sources/s1/dry-run', {})).status).toBe(403);
  });
});
