import { describe, expect, it } from 'vitest';
import { defaultMapping } from '../check-mapping/default-mapping.js';
import { decideOwner, type OwnerFacts } from './decide-owner.js';
import { salesRepQuery, salesRepsOf } from './find-sales-reps.js';

const owner = '0055e000001ownrAAA';
const rep = '0055e000001reprAAA';
const blank: OwnerFacts = {
  mapping: defaultMapping,
  objectType: 'Lead',
  ownerId: '00G5e000001queuAAA',
  mappedOwnerEmail: null,
  genericOwnerIds: [],
  salesRepEmail: 'rep@example.com',
  salesReps: [{ id: rep, active: true }],
};
const owned: OwnerFacts = { ...blank, ownerId: owner, mappedOwnerEmail: 'owner@example.com' };

describe('decideOwner', () => {
  it.each([
    ['a queue', blank],
    ['a queue with an address', { ...blank, mappedOwnerEmail: 'queue@example.com' }],
    ['an owner whose e-mail yields nothing', { ...owned, mappedOwnerEmail: ' ' }],
    ['a generic owner, in either form of its id', { ...owned, genericOwnerIds: [owner.slice(0, 15)] }],
  ])('gives the record of %s to the cc-ed rep', (_what, facts) => {
    expect(decideOwner(facts)).toEqual({ kind: 'change-owner', ownerId: rep });
  });

  it.each<[string, OwnerFacts]>([
    ['not-mapped', { ...blank, mapping: { entries: [] } }],
    ['has-owner', owned],
    ['unknown-owner', { ...blank, ownerId: null }],
    ['unknown-owner', { ...owned, mappedOwnerEmail: undefined }],
    ['no-sales-rep', { ...blank, salesRepEmail: null }],
    ['already-owner', { ...owned, genericOwnerIds: [owner], salesReps: [{ id: owner, active: true }] }],
  ])('keeps the owner: %s', (code, facts) => {
    expect(decideOwner(facts)).toMatchObject({ kind: 'keep', code });
  });

  it('asks for the rep only when the answer hangs on it', () => {
    expect(decideOwner({ ...blank, salesReps: undefined })).toEqual({
      kind: 'look-up-sales-rep',
      email: 'rep@example.com',
    });
    expect(decideOwner({ ...owned, salesReps: undefined })).toMatchObject({ kind: 'keep', code: 'has-owner' });
  });

  it.each([
    ['sales-rep-not-found', []],
    ['sales-rep-inactive', [{ id: rep, active: false }]],
    [
      'sales-rep-ambiguous',
      [
        { id: rep, active: true },
        { id: owner, active: true },
      ],
    ],
  ])('refuses: %s', (code, salesReps) => {
    expect(decideOwner({ ...blank, salesReps })).toMatchObject({ kind: 'refused', class: 'configuration', code });
  });
});

describe('salesRepsOf', () => {
  it('picks the users of one address from the answer for many', () => {
    const rows = [
      { Id: rep, Email: 'Rep@Example.com', IsActive: true },
      { Id: owner, Email: 'other@example.com', IsActive: true },
      { Id: owner, Email: null, IsActive: true },
    ];
    expect(salesRepsOf('rep@example.com', rows)).toEqual([{ id: rep, active: true }]);
    expect(salesRepQuery(["o'neil@example.com"])).toContain("'o\\'neil@example.com'");
  });
});
