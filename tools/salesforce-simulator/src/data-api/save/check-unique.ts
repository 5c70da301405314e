import type { FieldValue, ObjectSchema } from '../../org/field-schema.js';
import type { Org } from '../../org/org.js';
import { type RowError, rowError } from './row-result.js';

type Values = Readonly<Record<string, FieldValue>>;

/** Unique fields, and one membership per campaign and person. `ownId` is the record that is being updated. */
export function checkUnique(org: Org, object: ObjectSchema, values: Values, ownId: string | null): RowError | null {
  for (const [name, value] of Object.entries(values)) {
    const field = object.fields.get(name);
    if (field?.unique !== true || value === null) continue;
    const other = org.records
      .findBy(object.name, field, value)
      .find((record) => record.Id !== ownId && record['IsDeleted'] !== true);
    if (other !== undefined)
      return rowError(
        'DUPLICATE_VALUE',
        `duplicate value found: ${name} duplicates value on record with id: ${other.Id.slice(0, 15)}`,
      );
  }
  return object.name === 'CampaignMember' && ownId === null ? checkMembership(org, values) : null;
}

function checkMembership(org: Org, values: Values): RowError | null {
  for (const field of ['LeadId', 'ContactId']) {
    const person = values[field];
    if (typeof person !== 'string') continue;
    const member = org
      .related('CampaignMember', field, person)
      .find((record) => record['CampaignId'] === values['CampaignId'] && record['IsDeleted'] !== true);
    if (member !== undefined) return rowError('DUPLICATE_VALUE', 'Already a campaign member.');
  }
  return null;
}
