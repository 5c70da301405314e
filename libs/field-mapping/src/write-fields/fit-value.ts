import type { MappedValue } from '@ce/contracts';
import type { FieldDescribe } from '../describe/object-describe.js';
import type { Refusal } from '../describe/refusal.js';
import { fitDate, fitDatetime } from './fit-datetime.js';
import { fitPicklist } from './fit-picklist.js';
import { fitText } from './fit-text.js';

export type FittedValue =
  | { readonly kind: 'value'; readonly value: MappedValue; readonly cutFrom?: number }
  | ({ readonly kind: 'refused' } & Refusal);

/** Makes a wanted value fit its Salesforce field, as describe tells it. Source: salesforce-api.md §3.2, §3.6. */
export function fitValue(field: FieldDescribe, wanted: MappedValue): FittedValue {
  if (wanted === null || wanted === '') {
    // A checkbox knows no null.
    return { kind: 'value', value: field.type === 'boolean' ? false : null };
  }
  switch (field.type) {
    case 'boolean':
      return fitBoolean(field, wanted);
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return fitNumber(field, wanted);
    case 'date':
      return fitDate(field, wanted);
    case 'datetime':
      return fitDatetime(field, wanted);
    case 'picklist':
      return fitPicklist(field, wanted);
    case 'string':
    case 'textarea':
    case 'combobox':
    case 'phone':
    case 'email':
    case 'url':
    case 'reference':
    case 'encryptedstring':
      return fitText(field, wanted);
    default:
      return wrongType(field, 'a value of this kind');
  }
}

function fitBoolean(field: FieldDescribe, wanted: NonNullable<MappedValue>): FittedValue {
  if (typeof wanted === 'boolean') return { kind: 'value', value: wanted };
  if (wanted === 'true' || wanted === 'false') return { kind: 'value', value: wanted === 'true' };
  return wrongType(field, 'text or a number');
}

function fitNumber(field: FieldDescribe, wanted: NonNullable<MappedValue>): FittedValue {
  const value = typeof wanted === 'string' ? Number(wanted) : wanted;
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrongType(field, 'anything but a number');
  return { kind: 'value', value: field.type === 'int' ? Math.round(value) : value };
}

function wrongType(field: FieldDescribe, what: string): FittedValue {
  return {
    kind: 'refused',
    class: 'configuration',
    code: 'field-type',
    reason: `The field ${field.name} is of type ${field.type} and does not take ${what}.`,
    fix: 'Choose a field of a fitting type.',
  };
}
