import { z } from 'zod';
import { objectType } from './record.js';

/** CE fields that this system itself gives a meaning; any other name is the workspace's own. */
export const wellKnownCeFields = [
  'first_name',
  'last_name',
  'email',
  'title',
  'company',
  'phone',
  'account_id',
  'account_name',
  'lead_owner_email',
  'do_not_contact',
] as const;
export type WellKnownCeField = (typeof wellKnownCeFields)[number];

export const mappedValueType = z.enum(['string', 'email', 'boolean', 'number', 'date', 'datetime']);
export type MappedValueType = z.infer<typeof mappedValueType>;

export const mappingEntry = z.object({
  ceField: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'lower-case letters, digits and underscores'),
  objectType,
  /** An API name, or one relationship and a field: `Title`, `Account.Name`, `Owner.Email`, `My_DNC__c`. */
  salesforceField: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)?$/, 'a field name, or Relationship.Field'),
  valueType: mappedValueType,
  /** `read`: Salesforce to CE; `write`: CE to Salesforce; `both`. */
  direction: z.enum(['read', 'write', 'both']),
});
export type MappingEntry = z.infer<typeof mappingEntry>;

export const fieldMapping = z.object({ entries: z.array(mappingEntry).max(200) });
export type FieldMapping = z.infer<typeof fieldMapping>;
export type MappedValue = string | number | boolean | null;
