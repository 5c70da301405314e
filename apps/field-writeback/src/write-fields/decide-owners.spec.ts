import { type MappingEntry, toLongId } from '@ce/contracts';
import { leadDescribe } from '@ce/field-mapping/testing';
import type { SalesforceOrg } from '@ce/salesforce';
import { describe, expect, it } from 'vitest';
import { aConnection } from '@ce/service-testing';
import { aWriteBack } from '../testing/a-write-back.js';
import { decideOwners } from './decide-owners.js';

const owner = toLongId('0055g0000000012');
const rep = toLongId('0055g0000000011');
const row = aWriteBack({ slot: 'owner', wanted: { salesRepEmail: 'rep@acme.test' } });

/** The decision about a lead of a user, whose sales rep exists. */
async function decide(change: Partial<MappingEntry>, ownerEmail: string | null = 'owner@acme.test') {
  const entry: MappingEntry = {
    ceField: 'lead_owner_email',
    objectType: 'Lead',
    salesforceField: 'Owner.Email',
    valueType: 'email',
    direction: 'both',
    ...change,
  };
  const org = {
    query: (soql: string) =>
      Promise.resolve(
        soql.includes('FROM User')
          ? [{ Id: rep, Email: 'rep@acme.test', IsActive: true }]
          : [{ Id: row.recordId, IsDeleted: false, OwnerId: owner, Owner: { Email: ownerEmail } }],
      ),
  } as unknown as SalesforceOrg;
  const connection = aConnection({ mapping: { entries: [entry] } });
  return (await decideOwners(org, [row], connection, { Lead: leadDescribe() })).get(row.id);
}

describe('decideOwners', () => {
  it('gives a record to the sales rep whose owner has no address', async () => {
    expect(await decide({}, null)).toEqual({ kind: 'change-owner', ownerId: rep });
  });

  it('leaves the owner alone where the user may not see the mapped field', async () => {
    expect(await decide({ salesforceField: 'Hidden_Owner_Email__c' })).toMatchObject({
      kind: 'keep',
      code: 'unknown-owner',
    });
  });

  it('leaves the owner alone where the mapped field is only written', async () => {
    expect(await decide({ direction: 'write' })).toMatchObject({ kind: 'keep', code: 'unknown-owner' });
  });
});
