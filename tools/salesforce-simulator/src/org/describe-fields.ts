import { z } from 'zod';

/** Types as describe spells them (salesforce-api.md §3.6). */
export const fieldType = z.enum([
  'id',
  'string',
  'textarea',
  'picklist',
  'multipicklist',
  'combobox',
  'boolean',
  'int',
  'double',
  'currency',
  'percent',
  'date',
  'datetime',
  'email',
  'phone',
  'url',
  'reference',
  'address',
]);
export type FieldType = z.infer<typeof fieldType>;

export const picklistValue = z.strictObject({
  value: z.string(),
  label: z.string().optional(),
  active: z.boolean().default(true),
  default: z.boolean().default(false),
  /** For `Task.Status` only: the task counts as closed. `Completed` always does. */
  closed: z.boolean().optional(),
});

/** `['Red', 'Blue']` or the long form with labels and defaults. */
export const picklistValues = z.array(
  z.union([z.string().transform((value) => picklistValue.parse({ value })), picklistValue]),
);

/** A custom field on one object. Fields of `Activity` appear on Task (salesforce-api.md §5.1). */
export const customField = z.strictObject({
  /** With namespace and `__c`. */
  name: z.string().regex(/__c$/, 'a custom field ends in __c'),
  label: z.string().optional(),
  type: fieldType.exclude(['id', 'address']),
  /** Characters of text types; 255 unless said otherwise. */
  length: z.number().int().positive().optional(),
  precision: z.number().int().default(18),
  scale: z.number().int().default(0),
  required: z.boolean().default(false),
  unique: z.boolean().default(false),
  caseSensitive: z.boolean().default(false),
  externalId: z.boolean().default(false),
  restricted: z.boolean().default(false),
  values: picklistValues.default([]),
  /** Objects that a reference may name, and the name that SOQL uses for the jump. */
  referenceTo: z.array(z.string()).default([]),
  relationshipName: z.string().optional(),
  defaultValue: z.union([z.string(), z.number(), z.boolean()]).nullable().default(null),
  /** Hidden from everybody until a permission set grants it, as every field that a deployment brought. */
  grantedOnly: z.boolean().default(false),
  /** A formula or roll-up: readable only. */
  calculated: z.boolean().default(false),
});
export type CustomField = z.infer<typeof customField>;
export type CustomFieldInput = z.input<typeof customField>;
