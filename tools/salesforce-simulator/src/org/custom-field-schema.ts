import type { CustomField, FieldType } from './describe-fields.js';
import type { FieldSchema } from './field-schema.js';
import { field } from './schema/field-builders.js';

const defaultLength: Partial<Record<FieldType, number>> = {
  string: 255,
  textarea: 255,
  url: 255,
  email: 80,
  phone: 40,
  picklist: 255,
  multipicklist: 4_099,
  combobox: 255,
  reference: 18,
};

/** How a custom field shows in the schema; a required one has no field-level security (salesforce-api.md §3.6). */
export function toFieldSchema(custom: CustomField): FieldSchema {
  const picklistValues = custom.values.map(({ value, label, active, default: defaultValue }) => ({
    value,
    label: label ?? value,
    active,
    defaultValue,
  }));
  const defaultValue = custom.defaultValue ?? picklistValues.find((value) => value.defaultValue)?.value ?? null;
  return field(
    custom.type,
    custom.name,
    custom.label ?? labelOf(custom.name),
    {
      length: custom.length ?? defaultLength[custom.type] ?? 0,
      ...(['double', 'currency', 'percent'].includes(custom.type) && {
        precision: custom.precision,
        scale: custom.scale,
      }),
      custom: true,
      unique: custom.unique,
      caseSensitive: custom.caseSensitive,
      externalId: custom.externalId,
      idLookup: custom.externalId || custom.unique,
      restrictedPicklist: custom.restricted,
      picklistValues,
      referenceTo: custom.referenceTo,
      relationshipName:
        custom.type === 'reference' ? (custom.relationshipName ?? custom.name.replace(/__c$/, '__r')) : null,
      calculated: custom.calculated,
      ...(custom.grantedOnly && { grantedOnly: true }),
      ...(defaultValue !== null && { defaultValue, defaultedOnCreate: true }),
    },
    {
      ...(custom.required && { required: true }),
      ...(custom.calculated && { derived: true }),
      ...(custom.type === 'textarea' && { extra: 'plaintextarea' }),
    },
  );
}

/** `sixsense_ce__last_synced_at__c` reads as `last synced at`. */
function labelOf(name: string): string {
  return name
    .replace(/__c$/, '')
    .replace(/^.*?__/, '')
    .replaceAll('_', ' ');
}
