import { toLongId } from '@ce/contracts';
import { contactId, leadId } from '@ce/service-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qualified } from './events.js';
import { anOrg, packaged, startWriting, v2, type Writing } from './writeback-fixture.js';

const queue = toLongId('00G5g0000000001');
const rep = toLongId('0055g0000000011');
const other = toLongId('0055g0000000012');
const generic = toLongId('0055g0000000013');
const gone = toLongId('0055g0000000014');
let writing: Writing;

beforeAll(async () => {
  const org = anOrg();
  const user = (id: string, name: string) => ({
    id,
    username: `${name}@acme.test`,
    email: `${name}@acme.test`,
    lastName: name,
  });
  const own = (
    records: Record<string, string | number | boolean | null>[] | undefined,
    owners: (string | undefined)[],
  ) => (records ?? []).map((record, n) => ({ ...record, ...(owners[n] === undefined ? {} : { OwnerId: owners[n] }) }));
  writing = await startWriting({
    ...org,
    users: [
      ...org.users,
      user(rep, 'rep'),
      user(other, 'other'),
      user(generic, 'generic'),
      { ...user(gone, 'gone'), active: false },
    ],
    queues: [{ id: queue, name: 'Inbound' }],
    records: {
      Lead: own(org.records?.['Lead'], [queue, other, queue, queue, generic]),
      Contact: own(org.records?.['Contact'], [generic, other]),
    },
  });
  const owner = { ceField: 'lead_owner_email', salesforceField: 'Owner.Email', valueType: 'email' as const };
  await writing.connect({
    mapping: {
      entries: [
        { ...owner, objectType: 'Lead', direction: 'both' },
        { ...owner, objectType: 'Contact', direction: 'both' },
      ],
    },
    genericOwnerIds: [generic],
  });
});
afterAll(() => writing.stop());

describe('the owner of a qualified person', () => {
  it('becomes the cc-ed sales rep where the record has none, or a generic one; others keep theirs', async () => {
    const people = [leadId(0), leadId(1), leadId(4), contactId(0), contactId(1)];
    await writing.publish(...people.map((id) => qualified(id, 1, 'Rep@acme.test')));
    for (const id of [leadId(0), leadId(4), contactId(0)]) await writing.settled(id, 'owner', 'done');
    for (const id of [leadId(1), contactId(1)]) {
      expect((await writing.settled(id, 'owner', 'superseded')).reason).toContain('has an owner');
    }
    expect(people.map((id) => writing.record(id)['OwnerId'])).toEqual([rep, other, rep, rep, other]);
    expect(people.map((id) => writing.record(id)[v2.status])).toEqual(Array(5).fill('qualified'));
  });

  it('is left alone, in words, where nobody active has the address; the status is written all the same', async () => {
    await writing.publish(qualified(leadId(2), 1, 'gone@acme.test'), qualified(leadId(3), 1, 'nobody@acme.test'));
    expect((await writing.settled(leadId(2), 'owner', 'parked')).error_code).toBe('sales-rep-inactive');
    expect((await writing.settled(leadId(3), 'owner', 'parked')).error_code).toBe('sales-rep-not-found');
    await writing.settled(leadId(2), 'status', 'done');
    expect(writing.record(leadId(2))).toMatchObject({ OwnerId: queue, [v2.status]: 'qualified' });
  });

  it('costs no call where the mapping leaves owners alone', async () => {
    await writing.connect({ mapping: packaged.mapping });
    const queries = () => writing.simulator.journal.byKind().query?.calls ?? 0;
    const before = queries();
    await writing.publish(qualified(contactId(2), 1, 'rep@acme.test'));
    expect((await writing.settled(contactId(2), 'owner', 'superseded')).reason).toContain('not mapped');
    expect(queries()).toBe(before);
  });
});
