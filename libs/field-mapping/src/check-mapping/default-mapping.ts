import type { FieldMapping, MappingEntry, ObjectType } from '@ce/contracts';

/** What every connection starts with; Id is always read. Source: spec D7, salesforce-api.md §9.5. */
export const defaultMapping: FieldMapping = {
  entries: [
    ...person('Lead'),
    read('Lead', 'company', 'Company'),
    read('Lead', 'lead_owner_email', 'Owner.Email', 'email'),
    ...person('Contact'),
    read('Contact', 'company', 'Account.Name'),
    read('Contact', 'account_id', 'AccountId'),
    read('Contact', 'account_name', 'Account.Name'),
    read('Contact', 'lead_owner_email', 'Owner.Email', 'email'),
  ],
};

/** A record without these cannot be enrolled; Id besides, which needs no mapping. Source: spec D7. */
export const requiredCeFields = ['first_name', 'email'] as const;

function person(objectType: ObjectType): MappingEntry[] {
  return [
    read(objectType, 'first_name', 'FirstName'),
    read(objectType, 'last_name', 'LastName'),
    read(objectType, 'email', 'Email', 'email'),
    read(objectType, 'title', 'Title'),
  ];
}

function read(
  objectType: ObjectType,
  ceField: string,
  salesforceField: string,
  valueType: MappingEntry['valueType'] = 'string',
): MappingEntry {
  return { ceField, objectType, salesforceField, valueType, direction: 'read' };
}
