import { contactId, leadId } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEmail, anOrg, type Logging, startLogging } from './logging-fixture.js';

let logging: Logging;

beforeAll(async () => {
  logging = await startLogging(anOrg({ leads: 600, contacts: 500 }));
  await logging.connect();
});
afterAll(() => logging.stop());

describe('logging emails', () => {
  it('makes one completed Task of an email, tells so, and lets go of what it said', async () => {
    await logging.publish(anEmail({ id: 'first', subject: 'Hi', body: 'Are you there?' }));
    const row = await logging.settled('first', 'done');
    expect(logging.tasks()).toHaveLength(1);
    expect(logging.tasks()[0]).toMatchObject({
      WhoId: leadId(0),
      Subject: 'Email: Hi',
      ActivityDate: '2026-11-02',
      Status: 'Completed',
      Priority: 'Normal',
      TaskSubtype: 'Email',
    });
    expect(String(logging.tasks()[0]?.['Description'])).toContain('Are you there?');
    expect(row.body).toBe('');
    expect(await logging.published('salesforce.delivery.v1')).toMatchObject([
      { type: 'salesforce.task.logged.v1', data: { emailEventId: 'first', taskId: logging.tasks()[0]?.['Id'] } },
    ]);
  });

  it('changes nothing when an event comes again', async () => {
    const email = anEmail({ id: 'twice' });
    await logging.publish(email, email);
    await logging.publish(email);
    await logging.publish(anEmail({ id: 'after' }));
    await logging.settled('twice', 'done');
    await logging.settled('after', 'done');
    expect(logging.tasks()).toHaveLength(3);
  });

  it('logs 1,000 emails to leads and contacts in one call, each with its own result', async () => {
    const before = logging.tasks().length;
    const writes = () => logging.simulator.journal.byKind().composite?.calls ?? 0;
    const callsBefore = writes();
    const emails = Array.from({ length: 999 }, (_, n) =>
      n < 550
        ? anEmail({ record: { type: 'Lead', id: leadId(n) } })
        : anEmail({ record: { type: 'Contact', id: contactId(n - 550) }, received: true }),
    );
    const unknown = anEmail({ id: 'unknown', record: { type: 'Lead', id: leadId(99_999) } });
    await logging.publish(...emails, unknown);
    await eventually(() => expect(logging.tasks()).toHaveLength(before + 999));
    const parked = await logging.settled('unknown', 'parked');
    expect(parked).toMatchObject({ error_code: 'record-gone' });
    expect(parked.body).not.toBe('');
    // One call for all of them if they were stored together; two where the linger ended in between.
    expect(writes() - callsBefore).toBeLessThanOrEqual(2);
  });
});
