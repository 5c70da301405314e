import type { FieldSchema } from '../../org/field-schema.js';
import type { ReadValue } from '../../org/read-value.js';
import { toId18 } from '../../org/record-id.js';

export type Comparable = string | number | boolean | null;

/** Values in a form that `===` and `<` compare as Salesforce does: text without case, ids long, dates as numbers. */
export function comparable(field: Pick<FieldSchema, 'type' | 'caseSensitive'>, value: ReadValue): Comparable {
  if (value === null || typeof value === 'object') return null;
  switch (field.type) {
    case 'id':
    case 'reference':
      return toId18(String(value));
    case 'date':
    case 'datetime':
      return Date.parse(String(value).replace('+0000', 'Z'));
    case 'boolean':
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return value;
    case 'string':
    case 'textarea':
    case 'picklist':
    case 'multipicklist':
    case 'combobox':
    case 'email':
    case 'phone':
    case 'url':
    case 'address':
      return field.caseSensitive ? String(value) : String(value).toLowerCase();
  }
}

/** Nulls first, as ORDER BY does by default. */
export function compare(a: Comparable, b: Comparable): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
