import type { Call } from '../../http/route.js';
import type { Switches } from '../../org/describe-switches.js';
import { faultOf, rowError, type RowError, type RowResult } from '../save/row-result.js';

export interface RowAnswer {
  id?: string | null;
  success: boolean;
  errors: Record<string, unknown>[];
  created?: boolean;
}

/**
 * Saves row after row in one transaction. Without `allOrNone` each row stands for itself; with it one refusal takes all
 * back (salesforce-api.md §3.3).
 */
export function saveRows(
  call: Call,
  saves: readonly (() => RowResult)[],
  options: { allOrNone: boolean; upsert?: boolean },
): RowAnswer[] {
  const { switches } = call.org.description;
  const results = call.org.records.transact(() => {
    const value = saves.map((save) => save());
    const unknown = value.find((result) => result.kind === 'refused' && result.error.statusCode === 'INVALID_FIELD');
    // A throw takes the transaction back.
    if (unknown?.kind === 'refused' && switches.unknownFieldInCollection === 'request')
      throw faultOf(unknown.error, switches);
    return { keep: !options.allOrNone || value.every(({ kind }) => kind === 'saved'), value };
  });
  const rolledBack = options.allOrNone && results.some(({ kind }) => kind === 'refused');
  return results.map((result) => {
    if (result.kind === 'refused') return failedRow(result.error, switches);
    if (rolledBack) return failedRow(rolledBackError, switches);
    return { id: result.id, success: true, errors: [], ...(options.upsert && { created: result.created }) };
  });
}

const rolledBackError = rowError(
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header',
);

function failedRow({ statusCode, message, fields, extra }: RowError, switches: Switches): RowAnswer {
  return {
    ...(switches.failedRowId === 'null' && { id: null }),
    success: false,
    errors: [{ statusCode, message, fields, ...extra }],
  };
}
