import type { FieldMapping, MappingEntry } from '@ce/contracts';
import { describe, expect, it } from 'vitest';
import { changing, hiding, leadDescribe, picklist } from '../testing/index.js';
import { doNotContactPatch } from './do-not-contact-patch.js';
import { ownerPatch } from './owner-patch.js';

const lead = leadDescribe();
const mapped = (direction: MappingEntry['direction']): FieldMapping => ({
  entries: [
    { ceField: 'do_not_contact', objectType: 'Lead', salesforceField: 'DoNotCall', valueType: 'boolean', direction },
  ],
});
const asPicklist = (...values: string[]) =>
  changing(lead, 'DoNotCall', { type: 'picklist', restrictedPicklist: true, picklistValues: picklist(...values) });

describe('doNotContactPatch', () => {
  it('sets the mapped checkbox', () => {
    expect(doNotContactPatch(mapped('both'), 'Lead', lead)).toMatchObject({
      kind: 'patch',
      fields: { DoNotCall: true },
    });
  });

  it('does nothing where it is not mapped for writing', () => {
    expect(doNotContactPatch(mapped('read'), 'Lead', lead)).toEqual({ kind: 'not-mapped' });
    expect(doNotContactPatch(mapped('write'), 'Contact', lead)).toEqual({ kind: 'not-mapped' });
  });

  it('finds the word where the org has a picklist, and refuses one without', () => {
    expect(doNotContactPatch(mapped('write'), 'Lead', asPicklist('OK', 'Do Not Contact'))).toMatchObject({
      fields: { DoNotCall: 'Do Not Contact' },
    });
    expect(doNotContactPatch(mapped('write'), 'Lead', asPicklist('Red', 'Blue'))).toMatchObject({
      kind: 'refused',
      code: 'picklist-value-missing',
    });
  });

  it('refuses a hidden field, and is quiet when it was set before', () => {
    expect(doNotContactPatch(mapped('write'), 'Lead', hiding(lead, 'DoNotCall'))).toMatchObject({
      code: 'field-missing',
    });
    expect(doNotContactPatch(mapped('write'), 'Lead', lead, { DoNotCall: true })).toEqual({ kind: 'unchanged' });
  });
});

describe('ownerPatch', () => {
  it('changes the owner where the user may', () => {
    expect(ownerPatch('0055e000001abcdAAA', lead)).toMatchObject({ fields: { OwnerId: '0055e000001abcdAAA' } });
    expect(ownerPatch('0055e000001abcdAAA', changing(lead, 'OwnerId', { updateable: false }))).toMatchObject({
      kind: 'refused',
      code: 'field-not-writable',
    });
  });
});
