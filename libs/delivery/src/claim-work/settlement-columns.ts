import type { Settlement } from '../deliver/row-outcome.js';

/** One array per column, for `unnest`. */
export function settlementColumns(settlements: ReadonlyMap<string, Settlement>): unknown[][] {
  const columns: unknown[][] = Array.from({ length: 10 }, () => []);
  for (const [id, settlement] of settlements) {
    for (const [index, value] of valuesOf(id, settlement).entries()) columns[index]?.push(value);
  }
  return columns;
}

/** id, state, not_before, attempts (null keeps), error_class, error_code, reason, fix, ambiguous (null keeps), result_id */
function valuesOf(id: string, settlement: Settlement): unknown[] {
  switch (settlement.state) {
    case 'done':
      return [id, 'done', null, null, null, null, null, null, null, settlement.resultId];
    case 'superseded':
      return [id, 'superseded', null, null, null, null, settlement.reason, null, null, null];
    case 'parked': {
      const { errorClass, code, reason, fix, attempts, ambiguous } = settlement;
      return [id, 'parked', null, attempts, errorClass, code, reason, fix, ambiguous, null];
    }
    case 'waiting': {
      const { notBefore, errorClass, code, reason, fix, attempts, ambiguous } = settlement;
      return [id, 'waiting', notBefore, attempts, errorClass, code, reason, fix, ambiguous, null];
    }
  }
}
