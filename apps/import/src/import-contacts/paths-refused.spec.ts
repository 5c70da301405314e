import type { RecordError } from '@ce/salesforce';
import { describe, expect, it } from 'vitest';
import { pathsRefused } from './paths-refused.js';

const select = ['Id', 'Email', 'Segment__c', 'Owner.Email', 'Account.Segment__c'];
const refusal = (fields: string[], code = 'INVALID_FIELD'): RecordError => ({
  errorClass: 'configuration',
  code,
  message: 'x',
  fix: 'x',
  fields,
  scope: 'request',
  throttle: null,
  ambiguous: false,
});

describe('pathsRefused', () => {
  it.each([
    ['an own field', ['Contact.Segment__c'], ['Segment__c']],
    ['an own field, in other letters', ['contact.SEGMENT__C'], ['Segment__c']],
    ['a field of a related object', ['Account.Segment__c'], ['Account.Segment__c']],
    ['a relationship', ['Contact.Owner'], ['Owner.Email']],
    ['a relationship that is named alone', ['Account'], ['Account.Segment__c']],
    ['nothing that was asked for', ['Contact.Other__c'], []],
  ])('finds %s', (_, fields, expected) => {
    expect(pathsRefused(refusal(fields), 'Contact', select)).toEqual(expected);
  });

  it('finds nothing in a refusal of another kind', () => {
    expect(pathsRefused(refusal(['Contact.Email'], 'QUERY_TIMEOUT'), 'Contact', select)).toEqual([]);
  });
});
