import { describe, expect, it } from 'vitest';
import { loadOrg } from './load-org.js';
import { deleteRecord, insertRecord, updateRecord } from './write-record.js';

const org = () => loadOrg({ users: [{ username: 'a@example.com', email: 'a@example.com', lastName: 'A' }] });

describe('a transaction', () => {
  it('takes everything back, indexes included, when it is not kept', () => {
    const running = org();
    const lead = running.object('Lead');
    const email = lead.fields.get('Email');
    if (email === undefined) throw new Error('Lead has an Email.');
    const user = running.users()[0]?.id ?? '';
    const kept = insertRecord(running, lead, { LastName: 'Kept', Email: 'kept@example.com' }, user);
    expect(running.records.findBy('Lead', email, 'KEPT@example.com')).toHaveLength(1);
    running.records.transact(() => {
      updateRecord(running, lead, kept.Id, { Email: 'other@example.com' }, user);
      running.records.transact(() => {
        insertRecord(running, lead, { LastName: 'Inner' }, user);
        return { keep: true, value: null };
      });
      return { keep: false, value: null };
    });
    expect(running.records.count('Lead')).toBe(1);
    expect(running.records.findBy('Lead', email, 'kept@example.com')).toHaveLength(1);
    expect(running.records.findBy('Lead', email, 'other@example.com')).toEqual([]);
  });

  it('is taken back by a throw', () => {
    const running = org();
    expect(() =>
      running.records.transact(() => {
        insertRecord(running, running.object('Lead'), { LastName: 'X' }, '');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(running.records.count('Lead')).toBe(0);
  });
});

it('counts those that are not deleted, also after something was taken back', () => {
  const running = org();
  const lead = running.object('Lead');
  const [first] = ['One', 'Two'].map((LastName) => insertRecord(running, lead, { LastName }, ''));
  deleteRecord(running, lead, first?.Id ?? '', '');
  running.records.transact(() => {
    insertRecord(running, lead, { LastName: 'Three' }, '');
    return { keep: false, value: null };
  });
  expect(running.records.countOfLiving('Lead')).toBe(1);
  expect(running.records.count('Lead')).toBe(2);
});
