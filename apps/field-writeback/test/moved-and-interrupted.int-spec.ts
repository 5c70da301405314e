import { Outbox } from '@ce/messaging';
import { type Customer, contactId, customerOf, leadId } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { becameAnother, imported, optedOut, status } from './events.js';
import { aCampaign, anOrg, startWriting, v2, type Writing } from './writeback-fixture.js';

let writing: Writing;
let customer: Customer;

beforeAll(async () => {
  writing = await startWriting(anOrg({ leads: 20, contacts: 20 }));
  customer = customerOf(writing.simulator);
  await writing.connect();
  await writing.publish(aCampaign('running', 0));
});
afterEach(() => writing.simulator.faults.clear());
afterAll(() => writing.stop());

const slowDown = (milliseconds: number) =>
  writing.simulator.faults.add({
    effect: { type: 'latency', milliseconds, jitter: 0 },
    kinds: ['composite'],
    times: 1,
    share: 1,
    after: 0,
    seed: 1,
  });

describe('a record that is not what it was', () => {
  it('hands its values to the contact that the lead became', async () => {
    const { contactId: contact } = await customer.convert(leadId(1));
    await writing.publish(imported(leadId(1), 1), status(leadId(1), 3, 'qualified'), optedOut(leadId(1), 4));
    await writing.settled(contact, 'status', 'done');
    await writing.settled(contact, 'campaign', 'done');
    await writing.settled(contact, 'do-not-contact', 'done');
    expect(writing.record(contact)).toMatchObject({
      [v2.status]: 'qualified',
      [v2.campaign_name]: 'Campaign k1',
      Keep_Away__c: true,
    });
    expect((await writing.settled(leadId(1), 'status', 'superseded')).reason).toContain(contact);

    await writing.publish(status(leadId(1), 9, 'not_interested_now'));
    await eventually(() => expect(writing.record(contact)[v2.status]).toBe('not_interested_now'));
  });

  it('follows what the import found out, without asking', async () => {
    await writing.publish(status(leadId(2), 2, 'paused'));
    await writing.settled(leadId(2), 'status', 'done');
    await writing.publish(becameAnother(leadId(2), contactId(2), 3));
    await writing.settled(contactId(2), 'status', 'done');
    expect(writing.record(contactId(2))[v2.status]).toBe('paused');
  });

  it('hands a merged record’s values to the survivor, where the newest fact of both wins', async () => {
    await writing.publish(status(leadId(3), 8, 'qualified'));
    await writing.settled(leadId(3), 'status', 'done');
    await customer.merge(leadId(3), leadId(4));
    await writing.publish(status(leadId(4), 5, 'paused'), imported(leadId(4), 1));
    await writing.settled(leadId(3), 'campaign', 'done');
    expect(writing.record(leadId(3))).toMatchObject({ [v2.status]: 'qualified', [v2.campaign_name]: 'Campaign k1' });
  });

  it('is parked when it was deleted', async () => {
    await customer.remove('Lead', leadId(5));
    await writing.publish(status(leadId(5), 1, 'paused'), status(leadId(6), 1, 'paused'));
    expect(await writing.settled(leadId(5), 'status', 'parked')).toMatchObject({ error_code: 'record-gone' });
    await writing.settled(leadId(6), 'status', 'done');
  });
});

describe('an interrupted write', () => {
  it('goes on to the newer value that came during the call', async () => {
    slowDown(2_000);
    await writing.publish(status(leadId(7), 1, 'in_progress'));
    await writing.settled(leadId(7), 'status', 'claimed');
    await writing.publish(status(leadId(7), 2, 'qualified'));
    await eventually(() => expect(writing.record(leadId(7))[v2.status]).toBe('qualified'));
    await writing.settled(leadId(7), 'status', 'done');
  });

  it('needs no second call for a value that came back to what was written', async () => {
    await writing.publish(status(leadId(8), 1, 'paused'));
    await writing.settled(leadId(8), 'status', 'done');
    const before = writing.writes();
    slowDown(2_000);
    await writing.publish(status(leadId(8), 2, 'in_progress'));
    await writing.settled(leadId(8), 'status', 'claimed');
    await writing.publish(status(leadId(8), 3, 'qualified'), status(leadId(8), 4, 'in_progress'));
    await writing.settled(leadId(8), 'status', 'done');
    expect(writing.record(leadId(8))[v2.status]).toBe('in_progress');
    expect(writing.writes() - before).toBe(1);
  });

  it('writes again what an unanswered call may have overwritten', async () => {
    await writing.publish(status(leadId(9), 1, 'paused'));
    await writing.settled(leadId(9), 'status', 'done');
    writing.simulator.faults.add({
      effect: { type: 'drop', when: 'after-commit' },
      kinds: ['composite'],
      times: 1,
      share: 1,
      after: 0,
      seed: 1,
    });
    await writing.publish(status(leadId(9), 2, 'in_progress'));
    await eventually(async () => expect((await writing.slots(leadId(9)))['status']).toMatchObject({ ambiguous: true }));
    expect(writing.record(leadId(9))[v2.status]).toBe('in_progress');
    // Back to what is noted as written, which is not what Salesforce has.
    await writing.publish(status(leadId(9), 3, 'paused'));
    await eventually(async () => {
      await writing.skipWaits();
      expect(writing.record(leadId(9))[v2.status]).toBe('paused');
    });
    expect(await writing.settled(leadId(9), 'status', 'done')).toMatchObject({ ambiguous: false });
  });

  it('is finished by another process where one died between the call and its own notes', async () => {
    const dying = writing.app.get(Outbox);
    const publish = dying.publish.bind(dying);
    const spy = vi
      .spyOn(dying, 'publish')
      .mockImplementation((manager, events) =>
        events.some((event) => event.type === 'salesforce.fields.written.v1')
          ? Promise.reject(new Error('The process is dead.'))
          : publish(manager, events),
      );
    await writing.publish(status(leadId(10), 1, 'qualified'));
    await eventually(() => expect(writing.record(leadId(10))[v2.status]).toBe('qualified'));
    expect((await writing.slots(leadId(10)))['status']).toMatchObject({ state: 'claimed' });
    await writing.stopService();
    spy.mockRestore();
    await writing.startAgain();
    await writing.settled(leadId(10), 'status', 'done');
  });
});
