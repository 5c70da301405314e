import { SalesforceFault } from '../../http/salesforce-fault.js';

export type RequestRecord = Readonly<Record<string, unknown>>;

/** The JSON object that a record request carries. */
export function requestRecord(body: unknown): RequestRecord {
  if (isObject(body)) return body;
  throw new SalesforceFault(400, 'JSON_PARSER_ERROR', 'The request body must be a JSON object.');
}

export function isObject(value: unknown): value is RequestRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
