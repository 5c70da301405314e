import { fault } from '@ce/salesforce-simulator';
import { customerOf, leadId, ServiceProcess } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { type Importing, startImporting } from './importing.js';

const PEOPLE = 2_500;
const CreatedDate = '2026-01-01T00:00:00.000+0000';
const ids = Array.from({ length: PEOPLE }, (_, index) => leadId(index)).sort();

let importing: Importing;
let processes: ServiceProcess[] = [];
afterEach(async () => {
  await Promise.all(processes.map((one) => one.kill()));
  processes = [];
  await importing.stop();
});

/** They are enrolled, and what is stored of the first so many is not what the org has. The test's own service never looks. */
async function enrolled(changed: number) {
  importing = await startImporting(
    {
      records: {
        Lead: ids.map((Id, index) => ({
          Id,
          FirstName: 'Ann',
          LastName: `Abel ${index}`,
          Company: 'Acme',
          Email: `ann${index}@example.com`,
          ...(index < changed ? {} : { CreatedDate }),
        })),
      },
    },
    undefined,
    { REFRESH_SECONDS: '0' },
  );
  await importing.database.query(
    `insert into enrollment (connection_id, campaign_id, record_id, object_type, source_id, email_key, values_key)
     select 'c1', 'k1', id, 'Lead', 's1', id, 'as it was' from unnest($1::text[]) as id`,
    [ids],
  );
  await importing.database.query(
    `insert into refresh (connection_id, since, due_at) values ('c1', now() - interval '1 hour', now() + interval '1 day')`,
  );
}

async function start() {
  const started = await ServiceProcess.start(new URL('../dist/main.js', import.meta.url), importing);
  processes.push(started);
  return started;
}

const makeDue = () => importing.database.query('update refresh set due_at = now()');
/** A claim lasts a minute; here it is over already. */
const claimRunsOut = () => importing.database.query("update refresh set claimed_until = now() - interval '1 second'");
const announced = async () =>
  (await importing.published('salesforce.contact.changed.v1')).map(({ data }) => (data['record'] as { id: string }).id);
const completed = () =>
  eventually(async () => {
    const rows = await importing.database.query<unknown[]>(
      'select 1 from refresh where refreshed_at is not null and claimed_by is null',
    );
    expect(rows).toHaveLength(1);
  });

/** The next read of people after so many calls is answered only after a while. Returns what waits until it has come in. */
function holdCall(after: number, milliseconds: number) {
  const { faults } = importing.simulator;
  const id = faults.add(
    fault.parse({ effect: { type: 'latency', milliseconds }, kinds: ['composite'], times: 1, after }),
  );
  return () => eventually(() => expect(faults.list().find((one) => one.id === id)?.hits).toBe(1));
}

describe('a refresh', () => {
  it('that is killed in the middle is taken over; nobody is announced twice, nobody is missed', async () => {
    await enrolled(PEOPLE);
    const first = await start();
    // One call asks who changed, one reads the first thousand; the third is under way when the process dies.
    const held = holdCall(2, 120_000);
    await makeDue();
    await held();
    const claimedUntil = async () =>
      (await importing.database.query<{ claimed_until: Date }[]>('select claimed_until from refresh'))[0]
        ?.claimed_until;
    // However long a call takes, its process keeps its claim while it lives.
    const before = await claimedUntil();
    await eventually(async () => expect(await claimedUntil()).not.toEqual(before));
    await first.kill();
    expect(await announced()).toEqual(ids.slice(0, 1_000));

    await start();
    await claimRunsOut();
    await completed();
    expect((await announced()).sort()).toEqual(ids);
  }, 120_000);

  it('is done by one of two processes that could', async () => {
    await enrolled(PEOPLE);
    await Promise.all([start(), start()]);
    const held = holdCall(0, 1_500);
    await makeDue();
    await held();
    await completed();
    expect((await announced()).sort()).toEqual(ids);
    // Who changed, and three reads: as many as one process makes alone.
    expect(importing.simulator.journal.byKind()['composite']?.calls).toBe(4);
  }, 120_000);

  it('that was overtaken while it stood still stores nothing that is out of date', async () => {
    await enrolled(1);
    const [changing] = ids as [string];
    const stale = await start();
    const held = holdCall(1, 1_500);
    await makeDue();
    await held();
    stale.freeze();
    const calls = () => importing.simulator.journal.byKind()['composite']?.calls;
    // Its answer has arrived, and lies there unread.
    await eventually(() => expect(calls()).toBe(2));
    await customerOf(importing.simulator).change('Lead', { Id: changing, FirstName: 'Bea' });
    await start();
    await claimRunsOut();
    await completed();
    stale.thaw();
    await stale.says('enrolled people looked at');
    const told = (await importing.published('salesforce.contact.changed.v1')).map(({ data }) => data['fields']);
    expect(told).toEqual([expect.objectContaining({ first_name: 'Bea' })]);
  }, 120_000);
});
