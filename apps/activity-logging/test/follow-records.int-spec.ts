import { type Customer, contactId, customerOf, leadId } from '@ce/service-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEmail, anOrg, type Logging, startLogging } from './logging-fixture.js';

let logging: Logging;
let customer: Customer;

beforeAll(async () => {
  logging = await startLogging(anOrg({ leads: 10, contacts: 5 }));
  customer = customerOf(logging.simulator);
  await logging.connect();
});
afterAll(() => logging.stop());

const lead = (n: number) => ({ type: 'Lead' as const, id: leadId(n) });

describe('a record that is not what it was', () => {
  it('logs to the contact that a lead became, and asks no second time', async () => {
    const became = await customer.convert(leadId(1));
    await logging.publish(anEmail({ id: 'converted', record: lead(1) }), anEmail({ id: 'other', record: lead(2) }));
    await logging.settled('other', 'done');
    const row = await logging.settled('converted', 'done');
    expect(logging.tasks().find((task) => task['Id'] === row.result_id)).toMatchObject({ WhoId: became.contactId });

    const queries = () => logging.simulator.journal.byKind().query?.calls ?? 0;
    const before = queries();
    await logging.publish(anEmail({ id: 'converted-again', record: lead(1) }));
    const again = await logging.settled('converted-again', 'done');
    expect(logging.tasks().find((task) => task['Id'] === again.result_id)).toMatchObject({ WhoId: became.contactId });
    expect(queries()).toBe(before);
  });

  it('logs to the survivor of a merge, and on to its contact', async () => {
    await customer.merge(leadId(4), leadId(3));
    const converted = await customer.convert(leadId(4));
    await logging.publish(anEmail({ id: 'merged', record: lead(3) }));
    const row = await logging.settled('merged', 'done');
    expect(logging.tasks().find((task) => task['Id'] === row.result_id)).toMatchObject({ WhoId: converted.contactId });
  });

  it('parks what was deleted, in words', async () => {
    await customer.remove('Contact', contactId(1));
    await logging.publish(anEmail({ id: 'deleted', record: { type: 'Contact', id: contactId(1) } }));
    const parked = await logging.settled('deleted', 'parked');
    expect(parked).toMatchObject({ error_code: 'record-gone', reason: 'The lead or contact was deleted.' });
    expect((await logging.published('salesforce.delivery.v1')).at(-1)).toMatchObject({
      type: 'salesforce.delivery.parked.v1',
      data: { kind: 'task', class: 'gone', code: 'record-gone' },
    });
  });
});
