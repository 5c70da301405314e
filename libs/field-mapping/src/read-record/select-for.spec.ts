import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultMapping } from '../check-mapping/default-mapping.js';
import { contactDescribe, hiding, leadDescribe } from '../testing/index.js';
import { selectFor } from './select-for.js';

const lead = leadDescribe();

describe('selectFor', () => {
  it('asks for what following a lead and telling a queue from a user needs', () => {
    const fields = selectFor(defaultMapping, 'Lead', lead);
    expect(fields).toEqual(
      expect.arrayContaining([
        'Id',
        'IsConverted',
        'ConvertedContactId',
        'OwnerId',
        'Owner.Type',
        'Owner.Email',
        'Company',
      ]),
    );
  });

  it('asks for the account of a contact, and not for a type that its owner does not have', () => {
    const fields = selectFor(defaultMapping, 'Contact', contactDescribe());
    expect(fields).toEqual(expect.arrayContaining(['AccountId', 'Account.Name', 'Owner.Email']));
    expect(fields).not.toContain('Owner.Type');
  });

  it('leaves out what only is written', () => {
    const written = {
      ceField: 'do_not_contact',
      objectType: 'Lead',
      salesforceField: 'DoNotCall',
      valueType: 'boolean',
    } as const;
    expect(selectFor({ entries: [{ ...written, direction: 'write' }] }, 'Lead', lead)).not.toContain('DoNotCall');
    expect(selectFor({ entries: [{ ...written, direction: 'both' }] }, 'Lead', lead)).toContain('DoNotCall');
  });

  it('names each field once, in the spelling of the org, and none that the user may not see', () => {
    const names = lead.fields.map((field) => field.name);
    fc.assert(
      fc.property(
        fc.subarray(names),
        fc.array(fc.constantFrom(...names, 'Nope__c', 'Nope__r.Name')),
        (hidden, extra) => {
          const describe = hiding(lead, ...hidden);
          const fields = selectFor(
            defaultMapping,
            'Lead',
            describe,
            extra.map((name) => name.toLowerCase()),
          );
          expect(new Set(fields).size).toBe(fields.length);
          const roots = fields.map((path) => (path.startsWith('Owner.') ? 'OwnerId' : path));
          expect(roots.every((name) => describe.fields.some((field) => field.name === name))).toBe(true);
        },
      ),
    );
  });
});
