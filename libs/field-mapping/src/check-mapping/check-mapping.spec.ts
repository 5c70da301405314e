import type { MappingEntry } from '@ce/contracts';
import { describe, expect, it } from 'vitest';
import { buildDescribe, changing, contactDescribe, hiding, leadDescribe } from '../testing/index.js';
import { checkMapping } from './check-mapping.js';
import { defaultMapping } from './default-mapping.js';
import { neededDescribes } from './needed-describes.js';
import type { Describes } from './mapping-problem.js';

const account = buildDescribe('Account', [{ name: 'Name' }]);
const user = buildDescribe('User', [{ name: 'Email', type: 'email' }, { name: 'Name' }]);
const org: Describes = { Lead: leadDescribe(), Contact: contactDescribe(), Account: account, User: user };

function entry(change: Partial<MappingEntry>): MappingEntry {
  return {
    ceField: 'x',
    objectType: 'Lead',
    salesforceField: 'Title',
    valueType: 'string',
    direction: 'read',
    ...change,
  };
}

function problemOf(change: Partial<MappingEntry>, describes = org) {
  return checkMapping({ entries: [entry(change)] }, describes).entries[0]?.result;
}

describe('checkMapping', () => {
  it('finds nothing wrong with the default mapping in a fresh org', () => {
    const check = checkMapping(defaultMapping, org);
    expect(check.entries.filter((one) => one.result.kind === 'problem')).toEqual([]);
    expect(check).toMatchObject({ usable: defaultMapping, missingMinimum: [] });
  });

  it('pauses an entry whose field is hidden, and lets the rest go on', () => {
    const check = checkMapping(defaultMapping, { ...org, Lead: hiding(leadDescribe(), 'Title') });
    expect(check.usable.entries).toHaveLength(defaultMapping.entries.length - 1);
    expect(check.missingMinimum).toEqual([]);
    const paused = check.entries.find((one) => one.result.kind === 'problem');
    expect(paused).toMatchObject({
      entry: { ceField: 'title', objectType: 'Lead' },
      result: { code: 'field-missing', reason: expect.stringContaining('Lead.Title') as string },
    });
  });

  it('says which object type cannot be imported when its minimum is not there', () => {
    const check = checkMapping(defaultMapping, { ...org, Contact: hiding(contactDescribe(), 'Email') });
    expect(check.missingMinimum).toMatchObject([{ objectType: 'Contact', ceField: 'email', code: 'minimum-missing' }]);
  });

  it.each([
    ['a missing field', { salesforceField: 'Nope__c' }, 'field-missing'],
    ['an unknown relationship', { salesforceField: 'Nope__r.Name' }, 'relationship-missing'],
    [
      'a missing field of a related object',
      { objectType: 'Contact', salesforceField: 'Account.Nope' },
      'field-missing',
    ],
    ['a field that a queue does not have', { salesforceField: 'Owner.Department' }, 'field-missing'],
    ['a wrong type', { salesforceField: 'Title', valueType: 'number' }, 'wrong-type'],
    [
      'a read-only field to write',
      { salesforceField: 'IsConverted', valueType: 'boolean', direction: 'write' },
      'not-updateable',
    ],
    [
      'a related record to write',
      { objectType: 'Contact', salesforceField: 'Account.Name', direction: 'both' },
      'not-writable-path',
    ],
  ] as const)('refuses %s with what to do', (_what, change, code) => {
    const result = problemOf(change);
    expect(result).toMatchObject({ kind: 'problem', code });
    if (result?.kind === 'problem')
      expect([result.reason, result.fix].every((text) => /^[A-Z].*\.$/.test(text))).toBe(true);
  });

  it('takes a field by its API name without regard to case, as Salesforce does', () => {
    expect(problemOf({ salesforceField: 'firstname' })).toEqual({ kind: 'ok' });
  });

  it('tells how to reach the address behind a lookup of the owner', () => {
    const lookup = { type: 'reference', relationshipName: 'Rep__r', referenceTo: ['User'], name: 'Rep__c' };
    const lead = changing(leadDescribe(), 'Title', lookup);
    const result = problemOf(
      { ceField: 'lead_owner_email', salesforceField: 'Rep__c', valueType: 'email' },
      { ...org, Lead: lead },
    );
    expect(result).toMatchObject({ code: 'wrong-type', fix: expect.stringContaining('Rep__r.Email') as string });
  });

  it('tells an invisible object from one that nobody described', () => {
    const change = { objectType: 'Contact', salesforceField: 'Account.Name' } as const;
    expect(problemOf(change, { ...org, Account: null })).toMatchObject({ code: 'object-missing' });
    expect(problemOf(change, { ...org, Account: undefined })).toEqual({ kind: 'ok' });
    expect(problemOf({}, { ...org, Lead: null })).toMatchObject({ code: 'object-missing' });
  });
});

describe('neededDescribes', () => {
  it('names the related objects that nobody has described yet, not those of a polymorphic lookup', () => {
    expect(neededDescribes(defaultMapping, { Lead: org['Lead'], Contact: org['Contact'] })).toEqual([
      'Account',
      'User',
    ]);
    expect(neededDescribes(defaultMapping, { ...org, User: null })).toEqual([]);
    const onlyLeads = { entries: defaultMapping.entries.filter((one) => one.objectType === 'Lead') };
    expect(neededDescribes(onlyLeads, { Lead: org['Lead'] })).toEqual([]);
  });
});
