import type { FieldMapping } from '@ce/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultMapping } from '../check-mapping/default-mapping.js';
import { readFields } from './read-fields.js';
import { readRecord } from './read-record.js';

const lead = {
  attributes: { type: 'Lead' },
  Id: '00Q5e00001AbCdE',
  FirstName: ' Ada ',
  LastName: null,
  Company: null,
  Email: 'ada@example.com',
  Title: null,
  OwnerId: '0055e000001abcdAAA',
  Owner: { Type: 'User', Email: 'rep@example.com' },
  IsConverted: false,
};

describe('readFields', () => {
  it('reads mapped fields and relationships, null where there is none', () => {
    expect(readFields(lead, defaultMapping, 'Lead')).toEqual({
      first_name: 'Ada',
      last_name: null,
      email: 'ada@example.com',
      title: null,
      company: null,
      lead_owner_email: 'rep@example.com',
    });
    expect(readFields({ Account: null }, defaultMapping, 'Contact')).toEqual({ company: null, account_name: null });
  });

  it.each([
    ['boolean', 'Yes', true],
    ['boolean', false, false],
    ['boolean', 'perhaps', null],
    ['number', '12.5', 12.5],
    ['number', '', null],
    ['date', '2021-12-02', '2021-12-02'],
    ['datetime', '2021-12-02T18:23:39.000+0000', '2021-12-02T18:23:39.000Z'],
    ['string', 7, '7'],
  ] as const)('reads a %s from %j', (valueType, raw, expected) => {
    const entry = { ceField: 'x', objectType: 'Lead', salesforceField: 'X__c', valueType, direction: 'read' } as const;
    expect(readFields({ X__c: raw }, { entries: [entry] }, 'Lead')).toEqual({ x: expected });
  });

  it('takes the first field with a value where two feed one CE field', () => {
    const base = { ceField: 'phone', objectType: 'Lead', valueType: 'string', direction: 'read' } as const;
    const mapping: FieldMapping = {
      entries: [
        { ...base, salesforceField: 'MobilePhone' },
        { ...base, salesforceField: 'Phone' },
      ],
    };
    expect(readFields({ MobilePhone: null, Phone: '1' }, mapping, 'Lead')).toEqual({ phone: '1' });
    expect(readFields({ MobilePhone: '2', Phone: '1' }, mapping, 'Lead')).toEqual({ phone: '2' });
  });

  it('gives a value of the mapped type or null, whatever the record holds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('string', 'email', 'boolean', 'number', 'date', 'datetime'),
        fc.anything(),
        (valueType, raw) => {
          const entry = {
            ceField: 'x',
            objectType: 'Lead',
            salesforceField: 'X__c',
            valueType,
            direction: 'read',
          } as const;
          const { x } = readFields({ X__c: raw }, { entries: [entry] }, 'Lead');
          const expected = valueType === 'boolean' || valueType === 'number' ? valueType : 'string';
          expect(x === null || typeof x === expected || raw === undefined).toBe(true);
        },
      ),
    );
  });
});

describe('readRecord', () => {
  it('reads a lead with its owner, ids in the long form', () => {
    expect(readRecord(lead, 'Lead', defaultMapping)).toMatchObject({
      id: '00Q5e00001AbCdEEAV',
      accountId: null,
      ownerKind: 'user',
      ownerEmail: 'rep@example.com',
      whereabouts: { kind: 'here' },
    });
  });

  it('takes a queue for no owner, even one with an address of its own', () => {
    const queued = { ...lead, OwnerId: '00G5e000001abcdEAA', Owner: { Type: 'Queue', Email: 'queue@example.com' } };
    expect(readRecord(queued, 'Lead', defaultMapping)).toMatchObject({
      ownerKind: 'queue',
      ownerEmail: null,
      fields: { lead_owner_email: null },
    });
  });

  it('knows that a queue has no address even where the answer leaves it out', () => {
    const queued = { ...lead, OwnerId: '00G5e000001abcdEAA', Owner: { Type: 'Queue', Name: 'Inbound' } };
    expect(readRecord(queued, 'Lead', defaultMapping).fields).toMatchObject({ lead_owner_email: null });
    const { OwnerId: _id, Owner: _owner, ...unread } = lead;
    expect(readRecord(unread, 'Lead', defaultMapping).fields).not.toHaveProperty('lead_owner_email');
  });

  it.each([
    [
      { IsConverted: true, ConvertedContactId: '0035e00001AbCdE' },
      { kind: 'converted', contactId: '0035e00001AbCdEAAV' },
    ],
    [
      { IsConverted: true, ConvertedContactId: null },
      { kind: 'converted', contactId: null },
    ],
    [
      { IsDeleted: true, MasterRecordId: '00Q5e00001AbCdF' },
      { kind: 'merged', survivorId: '00Q5e00001AbCdFEAV' },
    ],
    [{ IsDeleted: true }, { kind: 'deleted' }],
  ])('says where a record went: %j', (change, whereabouts) => {
    expect(readRecord({ ...lead, ...change }, 'Lead', defaultMapping).whereabouts).toEqual(whereabouts);
  });
});
