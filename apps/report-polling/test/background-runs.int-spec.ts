import { fault } from '@ce/salesforce-simulator';
import { customerOf, USERNAME } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterEach, describe, expect, it } from 'vitest';
import {
  attach,
  calls,
  found,
  inBackground,
  instanceId,
  lookNow,
  pace,
  readWhole,
  start,
  started,
  takesForever,
  untilShown,
  theService,
} from './background.js';
import { leads } from './polling.js';

afterEach(() => theService().stop());

describe('an org whose synchronous runs are used up', () => {
  it('has its reports run in the background, without trying the others first every time', async () => {
    await start({ limits: { hourlySyncReportRuns: 1 } });
    await attach();
    await untilShown({ ...readWhole, calls: { lastPoll: 1, total: 1 } });
    await customerOf(theService().simulator).change('Lead', leads(1, 'Late')[0] ?? {});
    await takesForever();
    const http = await theService().as('w1', 'admin');
    await http.post('/enrollment-sources/s1/polls');
    await untilShown({ ...inBackground, state: 'read', problem: null });
    expect(await found()).toHaveLength(2);
    await pace({ polls: 1 });
    await untilShown(readWhole);
    await eventually(async () => expect(await found()).toHaveLength(3));
    expect([calls('report-run'), started()]).toEqual([2, 1]);

    // Asked for, and the result taken at the first look.
    await http.post('/enrollment-sources/s1/polls');
    await eventually(() => expect(started()).toBe(2));
    await untilShown({ ...readWhole, calls: { lastPoll: 2 } });
    expect(calls('report-run')).toBe(2);
  });

  it('is looked at less and less often while it works', async () => {
    await start();
    await takesForever();
    await attach();
    await eventually(() => expect(calls('report-instance')).toBeGreaterThan(2));
    const [run] = await theService().database.query<{ seconds: number }[]>(
      `select extract(epoch from r.due_at - r.last_polled_at)::float / 0.1 as seconds, looks
       from report r join report_run using (connection_id, report_id)`,
    );
    expect(run?.seconds).toBeGreaterThan(1.4);
    expect(started()).toBe(1);
  });

  it('lets its reports rest only when its background runs are used up too', async () => {
    await start({ limits: { hourlySyncReportRuns: 1, hourlyAsyncReportRuns: 1 } });
    await attach();
    await untilShown(readWhole);
    const http = await theService().as('w1', 'admin');
    await pace({ polls: 1 });
    await http.post('/enrollment-sources/s1/polls');
    await eventually(() => expect(started()).toBe(1));
    await untilShown(readWhole);
    await http.post('/enrollment-sources/s1/polls');
    await untilShown({ state: 'failing', problem: { problem: expect.stringContaining('this hour') as string } });
    const [connection] = await theService().database.query<unknown[]>(
      `select reports_paused_until > now() + interval '4 minutes' as rests from connection`,
    );
    expect(connection).toEqual({ rests: true });
  });

  it('lets them rest at once where no background runs are wanted', async () => {
    await start({}, { POLL_BACKGROUND_RUNS_PER_HOUR: '0' });
    await attach();
    await untilShown({ state: 'failing', backgroundRun: null });
    expect(started()).toBe(0);
  });

  it('gives a finished run’s result also while its reports rest', async () => {
    await start();
    await takesForever();
    await attach();
    await untilShown(inBackground);
    await theService().database.query(`update connection set reports_paused_until = now() + interval '5 minutes'`);
    await pace({ polls: 1 });
    await untilShown(readWhole);
    expect(await found()).toHaveLength(2);
  });

  it('reads the report once more when somebody asked for it while it ran', async () => {
    await start();
    await takesForever();
    await attach();
    await untilShown(inBackground);
    await (await theService().as('w1', 'admin')).post('/enrollment-sources/s1/polls');
    // Asking makes it be looked at once more, not all the time.
    await eventually(async () => {
      const pausing = await theService().database.query<unknown[]>(
        `select from report where requested_at > read_started_at and due_at > last_polled_at
           and last_polled_at > requested_at`,
      );
      expect(pausing).toHaveLength(1);
    });
    expect(started()).toBe(1);
    await pace({ polls: 1 });
    await eventually(() => expect(started()).toBe(2));
    await untilShown(readWhole);
    expect(started()).toBe(2);
  });
});

it('more reports than the planned synchronous runs suffice for are run in the background before any is refused', async () => {
  await start({ limits: {} }, { POLL_RUNS_PER_HOUR: '1', POLL_INTERVAL_SECONDS: '1' });
  await attach();
  await eventually(() => expect(started()).toBeGreaterThan(0), 30_000);
  expect(theService().simulator.journal.byKind()['report-run']?.failed ?? 0).toBe(0);
});

describe('a run that Salesforce has begun', () => {
  it('is taken up by the process that comes after a killed one, and not asked for again', async () => {
    await start();
    await takesForever();
    await attach();
    await untilShown(inBackground);
    await theService().stopService();
    await theService().startAgain();
    await pace({ polls: 1 });
    await untilShown(readWhole);
    expect([started(), (await found()).length]).toEqual([1, 2]);
  });

  it('is taken up by another process when one is killed while it takes the result', async () => {
    await start();
    await pace({ polls: 1 });
    const late = { type: 'latency', milliseconds: 2_000 };
    theService().simulator.faults.add(fault.parse({ effect: late, kinds: ['report-instance'], times: 1 }));
    await attach();
    await eventually(async () => {
      const claimed = await theService().database.query<unknown[]>(
        'select from report join report_run using (connection_id, report_id) where claimed_until > now() and due_at < now()',
      );
      expect(claimed).toHaveLength(1);
    });
    await theService().database.query('update report set claimed_by = gen_random_uuid(), claimed_until = now()');
    await untilShown(readWhole);
    expect([started(), (await found()).length]).toEqual([1, 2]);
  });

  it('and ends in an error is said, and another one is asked for', async () => {
    await start();
    await pace({ polls: 1, failing: 1 });
    await attach();
    await untilShown({ state: 'failing', problem: { code: 'background-run-failed' }, backgroundRun: null });
    await lookNow();
    await untilShown(readWhole);
    expect(started()).toBe(2);
  });

  it.each(['is removed', 'is of a report that was changed'])('and %s is asked for again', async (how) => {
    await start();
    await takesForever();
    await attach();
    await untilShown(inBackground);
    const reportId = theService().reportId('leads');
    const headers = {
      authorization: `Bearer ${theService().simulator.issueSession(USERNAME)}`,
    };
    const base = `${theService().simulator.url}/services/data/v62.0/analytics/reports/${reportId}`;
    if (how === 'is removed') {
      const answer = await fetch(`${base}/instances/${await instanceId()}`, { method: 'DELETE', headers });
      expect(answer.status).toBe(204);
    } else {
      const body = JSON.stringify({ reportMetadata: { detailColumns: ['LEAD_ID'] } });
      const json = { ...headers, 'content-type': 'application/json' };
      expect((await fetch(base, { method: 'PATCH', headers: json, body })).status).toBe(200);
    }
    await untilShown({ state: 'failing', problem: { code: 'background-run-gone' }, backgroundRun: null });
    await pace({ polls: 1 });
    await lookNow();
    await untilShown(readWhole);
    expect(started()).toBe(2);
  });

  it('and does not end is given up, which is said', async () => {
    await start();
    await takesForever();
    await attach();
    await untilShown(inBackground);
    await theService().database.query(`update report_run set asked_at = now() - interval '31 minutes'`);
    await untilShown({ state: 'failing', problem: { code: 'background-run-slow' }, backgroundRun: null });
  });

  it('is not looked at any more by a read that begins anew an hour later', async () => {
    await start();
    await takesForever();
    await attach();
    await untilShown(inBackground);
    const first = await instanceId();
    await theService().database.query(
      `update report set read_started_at = now() - interval '61 minutes', due_at = now()`,
    );
    await eventually(async () => expect(await instanceId()).not.toBe(first));
    expect(started()).toBe(2);
  });
});

it('a run that nobody looks at any more is not shown as one', async () => {
  await start();
  await takesForever();
  await attach();
  await untilShown(inBackground);
  await theService().connect({ health: 'disconnected' });
  await theService().database.query(`update report_run set asked_at = now() - interval '61 minutes'`);
  await untilShown({ state: 'unread', backgroundRun: null });
});
