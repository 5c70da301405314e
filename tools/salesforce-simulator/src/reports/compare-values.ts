import type { FieldValue } from '../org/field-schema.js';

const idTypes = new Set(['id', 'reference']);
const numberTypes = new Set(['int', 'double', 'currency', 'percent', 'number']);

/**
 * The form in which values of a type compare: native ids keep their case (15 characters say it all), text loses it,
 * which is what makes paging on a text copy of the id skip records (salesforce-api.md §2.8).
 */
export function comparable(dataType: string, value: FieldValue): string | number | null {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (numberTypes.has(dataType)) return Number(value);
  if (idTypes.has(dataType)) return String(value).slice(0, 15);
  return String(value).toLowerCase();
}

/** Blank comes before everything else. */
export function compareKeys(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
