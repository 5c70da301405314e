import type { MappingEntry } from '@ce/contracts';
import { defaultMapping } from '@ce/field-mapping';
import { contactDescribe, hiding, leadDescribe } from '@ce/field-mapping/testing';
import { describe, expect, it } from 'vitest';
import { mappingInUse } from './mapping-in-use.js';

const describes = { Lead: leadDescribe(), Contact: contactDescribe() };
const choice = { extra: { Lead: [], Contact: [] }, hidden: new Set<string>() };
const entry = (change: Partial<MappingEntry>): MappingEntry => ({
  ceField: 'segment',
  objectType: 'Lead',
  salesforceField: 'Segment__c',
  valueType: 'string',
  direction: 'read',
  ...change,
});

describe('mappingInUse', () => {
  it('takes the default for a connection without a mapping', () => {
    expect(mappingInUse({ entries: [] }, describes, choice).select.Lead).toContain('Email');
  });

  it('pauses an entry that is not there, and no other', () => {
    const use = mappingInUse({ entries: [...defaultMapping.entries, entry({})] }, describes, choice);
    expect(use.problems.map((problem) => problem.salesforceField)).toEqual(['Segment__c']);
    expect(use.select.Lead).not.toContain('Segment__c');
    expect(use.mapping.entries).toHaveLength(defaultMapping.entries.length);
    expect(use.unusable).toEqual({});
  });

  it('pauses what a query was refused for', () => {
    const hidden = new Set(['Contact:Account.Name']);
    const use = mappingInUse(defaultMapping, describes, { ...choice, hidden });
    expect(use.select.Contact).not.toContain('Account.Name');
    expect(use.select.Lead).toContain('Email');
    expect(use.problems.map((problem) => problem.ceField).sort()).toEqual(['account_name', 'company']);
  });

  it('reads an entry that may be read but not written, and none that is only written', () => {
    const both = entry({ ceField: 'title', salesforceField: 'Title', direction: 'both' });
    const write = entry({
      ceField: 'do_not_contact',
      salesforceField: 'DoNotCall',
      valueType: 'boolean',
      direction: 'write',
    });
    const use = mappingInUse(
      { entries: [...defaultMapping.entries.filter((one) => one.ceField !== 'title'), both, write] },
      describes,
      choice,
    );
    expect(use.select.Lead).toContain('Title');
    expect(use.select.Lead).not.toContain('DoNotCall');
    expect(use.problems).toEqual([]);
  });

  it('says of which object type nothing can be imported', () => {
    const use = mappingInUse(defaultMapping, { ...describes, Lead: hiding(leadDescribe(), 'Email') }, choice);
    expect(Object.keys(use.unusable)).toEqual(['Lead']);
    expect(mappingInUse(defaultMapping, { ...describes, Contact: null }, choice).unusable.Contact?.fix).toMatch(/\.$/);
  });
});
