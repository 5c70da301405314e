import { fault } from '@ce/salesforce-simulator';
import { eventually } from '@ce/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { attach, calls, found, lookNow, readWhole, start, started, untilShown, theService } from './background.js';

afterEach(() => theService().stop());

describe('a report of 5,000 rows', () => {
  const LEADS = 5_000;

  it('is read whole in the background, and every row is announced once', async () => {
    await start({ leads: LEADS });
    await attach();
    await untilShown({ ...readWhole, rowsInReport: LEADS, rows: { published: LEADS } });
    const records = (await found()).map(({ data }) => (data as { record: { id: string } }).record.id);
    expect([records.length, new Set(records).size]).toEqual([LEADS, LEADS]);
    // As it is saved, which is cut, and three parts.
    expect(started()).toBe(4);

    await (await theService().as('w1', 'admin')).post('/enrollment-sources/s1/polls');
    await eventually(() => expect(started()).toBe(7));
    // Of each part what the forecast counts: asked for, looked at, taken, the description; and the last description.
    await untilShown({ ...readWhole, calls: { lastPoll: 3 * 4 + 1 } });
  });

  it('is not looked for again in a run whose rows are stored', async () => {
    await start({ leads: LEADS });
    const effect = { type: 'html' };
    theService().simulator.faults.add(fault.parse({ effect, kinds: ['report-run-async'], after: 2, times: 1 }));
    await attach();
    await untilShown({ state: 'failing', backgroundRun: null, rows: { published: 2_000 } });
    await lookNow();
    await untilShown({ ...readWhole, rows: { published: LEADS } });
    expect(started()).toBe(5);
  });

  it('is read on in the background from where the synchronous runs ended', async () => {
    await start({ leads: LEADS, limits: { hourlySyncReportRuns: 2 } });
    await attach();
    await untilShown({ ...readWhole, rowsInReport: LEADS, rows: { published: LEADS } });
    expect([calls('report-run'), started()]).toEqual([3, 2]);
  });
});
