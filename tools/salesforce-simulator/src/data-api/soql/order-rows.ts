import type { OrderByClause } from '@jetstreamapp/soql-parser-js';
import { comparable, compare, type Comparable } from './comparable.js';
import { functionOf } from './date-functions.js';
import type { QueryScope, Row } from './query-scope.js';
import { resolvePath } from './resolve-path.js';
import { malformed } from './soql-fault.js';

interface Criterion {
  readonly read: (row: Row) => Comparable;
  readonly direction: 1 | -1;
  readonly nulls: 1 | -1;
}

/** Nulls come first unless the query says otherwise, whatever the direction. */
export function orderRows(scope: QueryScope, rows: Row[], orderBy: OrderByClause | OrderByClause[] | undefined): Row[] {
  if (orderBy === undefined) return rows;
  const criteria = (Array.isArray(orderBy) ? orderBy : [orderBy]).map((clause) => criterionOf(scope, clause));
  const keyed = rows.map((row) => ({ row, keys: criteria.map(({ read }) => read(row)) }));
  keyed.sort((a, b) => {
    for (const [index, { direction, nulls }] of criteria.entries()) {
      const [left, right] = [a.keys[index] ?? null, b.keys[index] ?? null];
      if (left === right) continue;
      if (left === null || right === null) return left === null ? nulls : -nulls;
      return compare(left, right) * direction;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

function criterionOf(scope: QueryScope, clause: OrderByClause): Criterion {
  const path = 'fn' in clause ? functionOf(scope, clause.fn) : resolvePath(scope, clause.field);
  if (!path.field.sortable) throw malformed(`field '${path.field.name}' can not be sorted in a query call`);
  return {
    read: (row) => comparable(path.field, path.read(row)),
    direction: clause.order === 'DESC' ? -1 : 1,
    nulls: clause.nulls === 'LAST' ? 1 : -1,
  };
}
