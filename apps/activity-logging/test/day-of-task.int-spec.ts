import { fault } from '@ce/salesforce-simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { anEmail, anOrg, type Logging, startLogging } from './logging-fixture.js';

let logging: Logging;
afterEach(() => logging.stop());

/** The evening of the 2nd in London, the morning of the 3rd in Sydney. */
const lateEmail = () => anEmail({ id: 'late', at: '2026-11-02T22:30:00Z' });

describe('the day of a Task', () => {
  it('is the one that the people of the org had, and costs no call more', async () => {
    logging = await startLogging(anOrg({ leads: 1, timeZone: 'Australia/Sydney' }));
    await logging.connect();
    await logging.publish(lateEmail());
    await logging.settled('late', 'done');
    expect(logging.tasks()).toMatchObject([{ ActivityDate: '2026-11-03' }]);
    const calls = logging.simulator.journal.byKind();
    expect(Object.fromEntries(Object.entries(calls).map(([kind, { calls: made }]) => [kind, made]))).toEqual({
      describe: 1,
      composite: 2,
    });
  });

  it('is that of UTC where the org’s time zone says nothing here', async () => {
    logging = await startLogging(anOrg({ leads: 1, timeZone: 'Mars/Olympus' }));
    await logging.connect();
    await logging.publish(lateEmail());
    await logging.settled('late', 'done');
    expect(logging.tasks()).toMatchObject([{ ActivityDate: '2026-11-02' }]);
  });

  it('does not matter enough to keep an email waiting when the statuses of Tasks cannot be read at first', async () => {
    logging = await startLogging(anOrg({ leads: 1, timeZone: 'Australia/Sydney' }));
    logging.simulator.faults.add(fault.parse({ effect: { type: 'html' }, kinds: ['composite'], times: 1 }));
    await logging.connect();
    await logging.publish(lateEmail());
    await logging.settled('late', 'waiting');
    await logging.skipWaits();
    await logging.settled('late', 'done');
    expect(logging.tasks()).toMatchObject([{ ActivityDate: '2026-11-03' }]);
  });
});
