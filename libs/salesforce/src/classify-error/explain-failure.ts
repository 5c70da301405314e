import { judge } from './classify.js';
import type { Failure } from './salesforce-error.js';

/** An error as Salesforce writes it: `errorCode` in plain answers, `statusCode` in collections. Source: §3.3, §4. */
export interface WireError {
  message?: unknown;
  errorCode?: unknown;
  statusCode?: unknown;
  fields?: unknown;
}

/** Their texts name fields, rules and objects of the org, never a person's data; an administrator needs them. */
const tellingTexts = new Set([
  'FIELD_CUSTOM_VALIDATION_EXCEPTION',
  'REQUIRED_FIELD_MISSING',
  'INVALID_FIELD_FOR_INSERT_UPDATE',
  'API_DISABLED_FOR_ORG',
  'INVALID_TYPE',
]);
/** `No such column 'X' on …` is telling; the rest of such a text quotes the query, ids and all. */
const missingColumn = /No such column '([A-Za-z0-9_.]+)' on (?:entity|sobject of type) '?([A-Za-z0-9_]+)/i;
/** What a query gets that reads over a lookup to an object which the user may not see. */
const missingRelationship = /Didn't understand relationship '([A-Za-z0-9_]+)' in field path/i;
/** The trigger and what it threw, without the text that follows, which may quote anything. */
const triggerCause = /^([\w.]+): (?:execution of|[A-Za-z]+).*?caused by: ([\w.]+)/s;

/** A failure in words without field values. `status` is the HTTP status of the answer or of its part. */
export function explainFailure(wire: WireError, status: number | undefined, ambiguous: boolean): Failure {
  const code =
    textOf(wire.errorCode) ??
    textOf(wire.statusCode) ??
    (status === undefined ? 'UNREADABLE_ANSWER' : `HTTP_${status}`);
  const text = textOf(wire.message) ?? '';
  const verdict = judge(code, text, status);
  const fields = fieldsOf(wire, code, text);
  const named = fields.length === 0 ? '' : `: ${fields.join(', ')}`;
  return {
    errorClass: verdict.errorClass,
    code,
    message: verdict.means.replace('{fields}', named) + orgText(code, text),
    fix: verdict.fix,
    fields,
    scope: verdict.scope,
    throttle: verdict.throttle,
    ambiguous,
  };
}

function orgText(code: string, text: string): string {
  if (code === 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY') {
    const [, trigger, cause] = triggerCause.exec(text) ?? [];
    return trigger === undefined || cause === undefined ? '' : ` (${trigger}: ${cause})`;
  }
  if (!tellingTexts.has(code) || text === '') return '';
  return ` Salesforce says: “${withoutPersonalData(text).slice(0, 300)}”`;
}

/** Addresses and long digit runs never belong into a validation text, but an org may have put them there. */
function withoutPersonalData(text: string): string {
  return text.replace(/[^\s<>@]+@[^\s<>@]+/g, '…').replace(/\+?\d[\d\s()-]{7,}\d/g, '…');
}

function fieldsOf(wire: WireError, code: string, text: string): string[] {
  if (Array.isArray(wire.fields) && wire.fields.length > 0)
    return wire.fields.filter((name) => typeof name === 'string');
  if (code !== 'INVALID_FIELD') return [];
  const [, column, entity] = missingColumn.exec(text) ?? [];
  if (column !== undefined) return [`${entity ?? ''}.${column}`];
  const [, relationship] = missingRelationship.exec(text) ?? [];
  return relationship === undefined ? [] : [relationship];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
