import type { FieldSchema } from '../../org/field-schema.js';
import { isIdShaped } from '../../org/record-id.js';
import { comparable, type Comparable } from './comparable.js';
import { dateRange, type DateRange } from './date-literals.js';
import type { QueryScope } from './query-scope.js';
import { badFilter } from './soql-fault.js';
import { SalesforceFault } from '../../http/salesforce-fault.js';

export type Literal = { readonly kind: 'value'; readonly value: Comparable } | ({ readonly kind: 'range' } & DateRange);

const quoted = new Set([
  'id',
  'reference',
  'string',
  'textarea',
  'picklist',
  'multipicklist',
  'combobox',
  'email',
  'phone',
  'url',
]);

/** One literal of a condition, checked against the field's type as strictly as Salesforce checks it. */
export function readLiteral(scope: QueryScope, field: FieldSchema, raw: string, type: string | undefined): Literal {
  const wrong = (kind: string, quotes: 'should' | 'should not') =>
    badFilter(
      scope.soql,
      field.name,
      `value of filter criterion for field '${field.name}' must be of type ${kind} and ${quotes} be enclosed in quotes`,
    );
  if (type === 'NULL') return { kind: 'value', value: null };
  if (type === 'DATE_LITERAL' || type === 'DATE_N_LITERAL') {
    if (field.type !== 'date' && field.type !== 'datetime') throw wrong('string', 'should');
    return { kind: 'range', ...dateRange(raw, scope.org.clock.now()) };
  }
  if (quoted.has(field.type)) {
    if (type !== 'STRING') throw wrong('string', 'should');
    return { kind: 'value', value: text(field, unquote(raw)) };
  }
  if (field.type === 'boolean') {
    if (type !== 'BOOLEAN') throw wrong('boolean', 'should not');
    return { kind: 'value', value: raw.toUpperCase() === 'TRUE' };
  }
  if (field.type === 'date' || field.type === 'datetime') {
    const expected = field.type === 'date' ? 'DATE' : 'DATETIME';
    if (type !== expected) throw wrong(field.type === 'date' ? 'date' : 'dateTime', 'should not');
    return { kind: 'value', value: comparable(field, raw) };
  }
  const number = Number(raw.replace(/^[A-Z]{3}/, ''));
  if (type === 'STRING' || Number.isNaN(number)) throw wrong(field.type === 'int' ? 'int' : 'double', 'should not');
  return { kind: 'value', value: number };
}

function text(field: FieldSchema, value: string): Comparable {
  if (value === '') return null;
  if ((field.type === 'id' || field.type === 'reference') && !isIdShaped(value))
    throw new SalesforceFault(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${value}`);
  return comparable(field, value);
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** `'it\'s'` as `it's` (salesforce-api.md §3.1). */
export function unquote(raw: string): string {
  return raw
    .replace(/^'|'$/g, '')
    .replace(
      /\\(.)/g,
      (_, letter: string) => escapes[letter] ?? (letter === '%' || letter === '_' ? `\\${letter}` : letter),
    );
}
