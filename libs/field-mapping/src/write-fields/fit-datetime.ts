import type { MappedValue } from '@ce/contracts';
import type { FieldDescribe } from '../describe/object-describe.js';
import type { FittedValue } from './fit-value.js';

/** Salesforce keeps whole seconds and writes `2021-12-02T18:23:39.000+0000`. Source: salesforce-api.md §3.2. */
export function toSalesforceDatetime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}.000+0000`;
}

/** The day in UTC, `2021-12-02`. */
export function toSalesforceDate(at: Date): string {
  return at.toISOString().slice(0, 10);
}

export function fitDatetime(field: FieldDescribe, wanted: NonNullable<MappedValue>): FittedValue {
  return fitInstant(field, wanted, toSalesforceDatetime);
}

export function fitDate(field: FieldDescribe, wanted: NonNullable<MappedValue>): FittedValue {
  return fitInstant(field, wanted, toSalesforceDate);
}

function fitInstant(field: FieldDescribe, wanted: NonNullable<MappedValue>, print: (at: Date) => string): FittedValue {
  const at = typeof wanted === 'string' ? new Date(wanted) : undefined;
  if (at !== undefined && isWritable(at)) return { kind: 'value', value: print(at) };
  return {
    kind: 'refused',
    class: 'record',
    code: 'value-invalid',
    reason: `The value for ${field.name} is not a ${field.type} between the years 1700 and 4000.`,
    fix: 'Correct the value at its source.',
  };
}

/** Salesforce takes the years 1700 to 4000; beyond them it answers NUMBER_OUTSIDE_VALID_RANGE. */
function isWritable(at: Date): boolean {
  return !Number.isNaN(at.getTime()) && at.getUTCFullYear() >= 1700 && at.getUTCFullYear() < 4000;
}
