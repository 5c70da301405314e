import { describe, expect, it } from 'vitest';
import { loadOrg } from './load-org.js';

const users = [{ username: 'admin@example.com', email: 'admin@example.com', lastName: 'Admin' }];

describe('an org file', () => {
  it.each([
    [{ users: [] }, 'users'],
    [{ users, colour: 'blue' }, 'colour'],
    [{ users, records: { Lead: [{ Nope: 1 }] } }, 'A Lead of "records" has a field Nope that the object lacks.'],
    [{ users, records: { Report: [] } }, '"records" names Report'],
    [{ users, customFields: { Leads: [{ name: 'A__c', type: 'string' as const }] } }, 'There is no object Leads'],
    [{ users, customFields: { Lead: [{ name: 'A', type: 'string' as const }] } }, 'a custom field ends in __c'],
    [{ users, picklists: { 'Lead.Nope': ['x'] } }, 'There is no field Lead.Nope'],
  ])('%j is refused in words', (description, problem) => {
    expect(() => loadOrg(description as Parameters<typeof loadOrg>[0])).toThrow(problem);
  });

  it('may replace the values of a picklist, and with them which task is closed', () => {
    const org = loadOrg({
      users,
      picklists: { 'Task.Status': ['Open', { value: 'Done', closed: true, default: true }] },
      records: { Task: [{ Status: 'Done' }, { Status: 'Open' }] },
    });
    expect([...org.records.all('Task')].map((task) => task['IsClosed'])).toEqual([true, false]);
    expect(
      [...org.records.all('TaskStatus')].map((row) => [row['ApiName'], row['IsClosed'], row['IsDefault']]),
    ).toEqual([
      ['Open', false, false],
      ['Done', true, true],
    ]);
  });
});
