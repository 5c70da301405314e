import type { MappedValueType } from '@ce/contracts';

const numbers = ['int', 'long', 'double', 'currency', 'percent'];
const texts = [
  'string',
  'textarea',
  'picklist',
  'combobox',
  'email',
  'phone',
  'url',
  'id',
  'reference',
  'encryptedstring',
];

/** Salesforce field types that can hold a mapped value type. Anything prints as text; little else converts. */
export const fittingTypes: Readonly<Record<MappedValueType, readonly string[]>> = {
  string: [...texts, ...numbers, 'multipicklist', 'boolean', 'date', 'datetime', 'time'],
  email: ['email', 'string', 'encryptedstring'],
  boolean: ['boolean', 'picklist'],
  number: numbers,
  date: ['date', 'datetime'],
  datetime: ['datetime', 'date'],
};
