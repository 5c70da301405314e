import { SalesforceFault } from '../../http/salesforce-fault.js';
import { isObject, type RequestRecord } from '../records/request-record.js';

/** Rows of one collections call, and type changes along them (salesforce-api.md §3.3). */
export const maxRows = 200;
const maxChunks = 10;

export interface TypedRecord {
  readonly type: string;
  readonly record: RequestRecord;
}

/** The body of a create, update or upsert; what is wrong with the request itself is 400 for all of it. */
export function readCollection(body: unknown): { allOrNone: boolean; records: TypedRecord[] } {
  if (!isObject(body) || !Array.isArray(body['records']))
    throw new SalesforceFault(400, 'JSON_PARSER_ERROR', 'The request body must hold an array named records.');
  const given: unknown[] = body['records'];
  if (given.length > maxRows)
    throw new SalesforceFault(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${maxRows} records into this call`,
    );
  const records = given.map(typed);
  const chunks = records.filter((entry, index) => entry.type !== records[index - 1]?.type).length;
  if (chunks > maxChunks)
    throw new SalesforceFault(
      400,
      'LIMIT_EXCEEDED',
      `Cannot have more than ${maxChunks} chunks in a single operation. Please rearrange the data to reduce chunking.`,
    );
  return { allOrNone: body['allOrNone'] === true, records };
}

function typed(entry: unknown): TypedRecord {
  const attributes = isObject(entry) ? entry['attributes'] : undefined;
  const type = isObject(attributes) ? attributes['type'] : undefined;
  if (!isObject(entry) || typeof type !== 'string')
    throw new SalesforceFault(400, 'INVALID_INPUT', 'Each record needs attributes with its type.');
  return { type, record: entry };
}

/** The id of a row to update, in either spelling. */
export function idOf(record: RequestRecord): string | null {
  const id = record['id'] ?? record['Id'];
  return typeof id === 'string' ? id : null;
}
