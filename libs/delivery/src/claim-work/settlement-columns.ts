import type { Settlement } from '../deliver/row-outcome.js';

/** What nearly all settlements are. */
export interface DoneColumns {
  ids: string[];
  /** What Salesforce made of each. */
  resultIds: (string | null)[];
}

/** One array per column, for `unnest`: of the rows that are done, and of the others. */
export function settlementColumns(settlements: ReadonlyMap<string, Settlement>): {
  done: DoneColumns;
  others: unknown[][];
} {
  const done: DoneColumns = { ids: [], resultIds: [] };
  const others: unknown[][] = Array.from({ length: 9 }, () => []);
  for (const [id, settlement] of settlements) {
    if (settlement.state === 'done') {
      done.ids.push(id);
      done.resultIds.push(settlement.resultId);
    } else {
      for (const [index, value] of valuesOf(id, settlement).entries()) others[index]?.push(value);
    }
  }
  return { done, others };
}

/** id, state, not_before, attempts (null keeps), error_class, error_code, reason, fix, ambiguous (null keeps) */
function valuesOf(id: string, settlement: Exclude<Settlement, { state: 'done' }>): unknown[] {
  switch (settlement.state) {
    case 'superseded':
      return [id, 'superseded', null, null, null, null, settlement.reason, null, null];
    case 'parked': {
      const { errorClass, code, reason, fix, attempts, ambiguous } = settlement;
      return [id, 'parked', null, attempts, errorClass, code, reason, fix, ambiguous];
    }
    case 'waiting': {
      const { notBefore, errorClass, code, reason, fix, attempts, ambiguous } = settlement;
      return [id, 'waiting', notBefore, attempts, errorClass, code, reason, fix, ambiguous];
    }
  }
}
