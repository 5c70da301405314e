import { SalesforceFault } from '../../http/salesforce-fault.js';
import { toDateTime } from '../../org/clock.js';
import type { FieldSchema, FieldValue } from '../../org/field-schema.js';
import { isIdShaped, toId18 } from '../../org/record-id.js';
import { type RowError, rowError } from './row-result.js';

export type Coerced =
  { readonly kind: 'value'; readonly value: FieldValue } | { readonly kind: 'refused'; readonly error: RowError };

/**
 * A JSON value as the field stores it. A value of the wrong JSON type is no matter of the row: Salesforce's parser
 * refuses the whole request.
 */
export function coerceValue(field: FieldSchema, raw: unknown): Coerced {
  if (raw === null || raw === undefined || raw === '') return value(field.type === 'boolean' ? false : null);
  switch (field.type) {
    case 'boolean':
      return value(readBoolean(raw));
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return readNumber(field, raw);
    case 'date':
      return value(readDate(raw));
    case 'datetime':
      return value(readDateTime(raw));
    case 'id':
    case 'reference':
      return readId(field, raw);
    case 'picklist':
    case 'multipicklist':
    case 'combobox':
      return readChoice(field, readText(raw));
    case 'email':
      return readEmail(field, readText(raw));
    case 'string':
    case 'textarea':
    case 'phone':
    case 'url':
    case 'address':
      return bounded(field, readText(raw));
  }
}

const value = (stored: FieldValue): Coerced => ({ kind: 'value', value: stored });
const refuse = (code: string, field: FieldSchema, text: string): Coerced => ({
  kind: 'refused',
  error: rowError(code, `${field.label}: ${text}`, [field.name]),
});

function parserError(wanted: string, raw: unknown): SalesforceFault {
  const token =
    typeof raw === 'string' ? 'VALUE_STRING' : typeof raw === 'number' ? 'VALUE_NUMBER_INT' : 'START_OBJECT';
  const shown = typeof raw === 'object' ? '{' : JSON.stringify(raw).replace(/^"|"$/g, '');
  return new SalesforceFault(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${wanted} from ${token} value ${shown} or request may be missing a required field`,
  );
}

function readText(raw: unknown): string {
  if (typeof raw !== 'string') throw parserError('string', raw);
  return raw;
}

function readBoolean(raw: unknown): boolean {
  if (typeof raw === 'boolean') return raw;
  if (raw === 'true' || raw === 'false') return raw === 'true';
  throw parserError('boolean', raw);
}

function readNumber(field: FieldSchema, raw: unknown): Coerced {
  const number = typeof raw === 'number' ? raw : typeof raw === 'string' ? Number(raw) : Number.NaN;
  if (!Number.isFinite(number)) throw parserError(field.type === 'int' ? 'int' : 'double', raw);
  if (field.type === 'int' && !Number.isInteger(number)) throw parserError('int', raw);
  const whole = field.type === 'int' ? field.digits : field.precision - field.scale;
  if (Math.abs(number) >= 10 ** whole)
    return refuse('NUMBER_OUTSIDE_VALID_RANGE', field, `value outside of valid range on numeric field: ${number}`);
  return value(field.type === 'int' ? number : Number(number.toFixed(Math.min(field.scale, 15))));
}

function readDate(raw: unknown): string {
  const day = typeof raw === 'string' ? /^(\d{4}-\d{2}-\d{2})(?:T.*)?$/.exec(raw)?.[1] : undefined;
  if (day === undefined || !isRealDay(day)) throw parserError('date', raw);
  return day;
}

function isRealDay(day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

function readDateTime(raw: unknown): string {
  const time =
    typeof raw === 'string' && dateTime.test(raw)
      ? Date.parse(raw.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
      : Number.NaN;
  if (Number.isNaN(time)) throw parserError('datetime', raw);
  return toDateTime(time);
}

function readId(field: FieldSchema, raw: unknown): Coerced {
  const text = readText(raw);
  return isIdShaped(text) ? value(toId18(text)) : refuse('MALFORMED_ID', field, `id value of incorrect type: ${text}`);
}

/** Restricted picklists take their active values only; the others whatever fits (salesforce-api.md §6). */
function readChoice(field: FieldSchema, text: string): Coerced {
  const chosen = field.type === 'multipicklist' ? text.split(';') : [text];
  if (!field.restrictedPicklist) return bounded(field, text);
  const known = field.picklistValues.filter(({ active }) => active).map((choice) => choice.value);
  // `Cadence` stands in the list and only Salesforce itself may set it (salesforce-api.md §5.1).
  const bad = chosen.find(
    (choice) => !known.includes(choice) || (field.name === 'TaskSubtype' && choice === 'Cadence'),
  );
  if (bad !== undefined)
    return refuse('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', field, `bad value for restricted picklist field: ${bad}`);
  return bounded(field, text);
}

function readEmail(field: FieldSchema, text: string): Coerced {
  const sound = /^[^\s@,;<>()[\]\\"]+@[^\s@,;<>()[\]\\"]+\.[^\s@.,;<>()[\]\\"]+$/.test(text);
  return sound ? bounded(field, text) : refuse('INVALID_EMAIL_ADDRESS', field, `invalid email address: ${text}`);
}

function bounded(field: FieldSchema, text: string): Coerced {
  // Salesforce keeps no space around the text of a single line.
  const kept = field.type === 'textarea' ? text : text.trim();
  if (kept.length > field.length)
    return refuse('STRING_TOO_LONG', field, `data value too large: ${kept} (max length=${field.length})`);
  return value(kept === '' ? null : kept);
}
