import { type ReportRun, SalesforceError } from '@ce/salesforce';
import { describe, expect, it } from 'vitest';
import { type BackgroundRun, type BackgroundRunLost, requestOf, RunsInBackground } from './background-run.js';
import { ReportRuns, type RunChoice } from './report-runs.js';

const saved = { allData: true } as ReportRun;
const part = { reportMetadata: { reportFormat: 'TABULAR', detailColumns: ['LEAD_ID'], reportFilters: [] } };
const pending: BackgroundRun = { instanceId: '0LG1', request: 'as-saved', way: 'as-saved', waitedMs: 5_000, looks: 3 };

function refusal(status: number, throttle: SalesforceError['throttle'] = null): SalesforceError {
  const [errorClass, scope] = ['transient', 'request'] as const;
  const said = { code: 'X', message: 'No.', fix: 'Wait.', fields: [], ambiguous: false, attempted: 'run', status };
  return new SalesforceError({ ...said, errorClass, scope, throttle });
}
const usedUp = refusal(403, 'reports-per-hour');

interface Behaviour extends Partial<RunChoice> {
  now?: SalesforceError;
  later?: SalesforceError;
  look?: SalesforceError | Awaited<ReturnType<ConstructorParameters<typeof ReportRuns>[0]['readReportInstance']>>;
}

/** What was done, in order, is in `done`. */
function runsThat({ now, later, look = { kind: 'running' }, ...choice }: Behaviour = {}) {
  const done: string[] = [];
  const answer = <T>(what: string, value: T | SalesforceError | undefined, fallback: T): Promise<T> => {
    done.push(what);
    return value instanceof SalesforceError ? Promise.reject(value) : Promise.resolve(value ?? fallback);
  };
  const org = {
    runReport: () => answer('run', now, saved),
    startReportInstance: () => answer('start', later, { id: '0LG1', status: 'New' }),
    readReportInstance: () => answer('look', look, look as Exclude<typeof look, SalesforceError>),
  };
  const note = (what: string) => {
    done.push(what);
    return Promise.resolve();
  };
  const runs = new ReportRuns(
    org,
    { background: true, synchronousUsedUp: false, share: 0, chance: () => 0.4, ...choice },
    {
      keep: ({ instanceId, request, way }) =>
        note(`keep ${instanceId} ${request === 'as-saved' ? request : 'a'} ${way}`),
      countLook: () => note('count'),
      forget: () => note('forget'),
      synchronousUsedUp: () => note('used up'),
    },
  );
  return { runs, done };
}

describe('a run', () => {
  it.each<[string, Behaviour, string[]]>([
    ['is synchronous while the org has some left', {}, ['run']],
    ['goes to the background when they are used up', { now: usedUp }, ['run', 'used up', 'start', 'keep']],
    ['goes there at once while that is known', { synchronousUsedUp: true }, ['start', 'keep']],
    ['goes there for its share', { share: 0.5 }, ['start', 'keep']],
    ['comes back when background runs are used up', { share: 0.5, later: usedUp }, ['start', 'run']],
    ['stays synchronous where no background runs are wanted', { background: false, share: 1 }, ['run']],
  ])('%s', async (_, behaviour, expected) => {
    const { runs, done } = runsThat(behaviour);
    if (expected.includes('keep')) await expect(runs.runReport('00O1')).rejects.toBeInstanceOf(RunsInBackground);
    else expect(await runs.runReport('00O1')).toBe(saved);
    expect(done.map((what) => (what.startsWith('keep') ? 'keep' : what))).toEqual(expected);
  });

  it.each<[string, Behaviour]>([
    ['both kinds are used up', { now: usedUp, later: usedUp }],
    ['both kinds are used up, as is known of one', { now: usedUp, later: usedUp, synchronousUsedUp: true }],
    ['no background runs are wanted', { now: usedUp, background: false }],
  ])('is refused when %s', async (_, behaviour) => {
    await expect(runsThat(behaviour).runs.runReport('00O1')).rejects.toBe(usedUp);
  });

  it('is not tried in another way when Salesforce refuses it for another reason', async () => {
    const { runs, done } = runsThat({ now: refusal(400) });
    await expect(runs.runReport('00O1')).rejects.toMatchObject({ status: 400 });
    expect(done).toEqual(['run']);
  });

  it('says of a part that the read goes on in parts', async () => {
    const { runs, done } = runsThat({ synchronousUsedUp: true });
    await expect(runs.runReport('00O1', part)).rejects.toBeInstanceOf(RunsInBackground);
    expect(done).toEqual(['start', 'keep 0LG1 a in-parts']);
  });
});

describe('a look at a background run', () => {
  it('gives its result once, and only to what was asked for', async () => {
    const run = { allData: false } as ReportRun;
    const { runs, done } = runsThat({ look: { kind: 'finished', run } });
    await runs.lookAt('00O1', pending);
    expect(await runs.runReport('00O1')).toBe(run);
    expect(await runs.runReport('00O1')).toBe(saved);
    await runs.lookAt('00O1', { ...pending, request: requestOf(part) });
    expect(await runs.runReport('00O1')).toBe(saved);
    expect(done).toEqual(['look', 'run', 'look', 'run']);
  });

  it('counts those that find it unfinished', async () => {
    const { runs, done } = runsThat();
    await expect(runs.lookAt('00O1', pending)).rejects.toMatchObject({ name: 'RunsInBackground', looks: 4 });
    expect(done).toEqual(['look', 'count']);
  });

  it.each<[BackgroundRunLost['code'], Behaviour['look'], number]>([
    ['background-run-failed', { kind: 'failed' }, 5_000],
    ['background-run-gone', refusal(404), 5_000],
    ['background-run-gone', refusal(500), 5_000],
    ['background-run-slow', { kind: 'running' }, 30 * 60_000],
  ])('forgets it and says why: %s', async (code, look, waitedMs) => {
    const { runs, done } = runsThat({ look });
    await expect(runs.lookAt('00O1', { ...pending, waitedMs })).rejects.toMatchObject({ code });
    expect(done).toEqual(['look', 'forget']);
  });

  it('keeps it when Salesforce just does not answer', async () => {
    const { runs, done } = runsThat({ look: refusal(503) });
    await expect(runs.lookAt('00O1', pending)).rejects.toMatchObject({ status: 503 });
    expect(done).toEqual(['look']);
  });
});
