import type { FunctionExp } from '@jetstreamapp/soql-parser-js';
import { int } from '../../org/schema/field-builders.js';
import { comparable } from './comparable.js';
import type { QueryScope } from './query-scope.js';
import { resolvePath, type ResolvedPath } from './resolve-path.js';
import { malformed } from './soql-fault.js';

const parts: Record<string, (date: Date) => number> = {
  CALENDAR_YEAR: (date) => date.getUTCFullYear(),
  CALENDAR_QUARTER: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  CALENDAR_MONTH: (date) => date.getUTCMonth() + 1,
  DAY_IN_MONTH: (date) => date.getUTCDate(),
  DAY_IN_WEEK: (date) => date.getUTCDay() + 1,
  HOUR_IN_DAY: (date) => date.getUTCHours(),
};

/** `CALENDAR_YEAR(CreatedDate)` as a number field; `DAY_ONLY` and `toLabel` as the field itself. */
export function functionOf(scope: QueryScope, fn: FunctionExp): ResolvedPath {
  const name = (fn.functionName ?? '').toUpperCase();
  const parameter = fn.parameters?.[0];
  if (typeof parameter !== 'string') throw malformed(`unexpected token: '${fn.functionName ?? '('}'`);
  const path = resolvePath(scope, parameter);
  if (name === 'TOLABEL') return labelled(path);
  const part = parts[name];
  if (part === undefined) throw malformed(`unexpected token: '${fn.functionName ?? '('}'`);
  return {
    ...path,
    field: int(path.field.name, path.field.label, 9),
    read: (row) => {
      const value = comparable(path.field, path.read(row));
      return typeof value === 'number' ? part(new Date(value)) : null;
    },
  };
}

function labelled(path: ResolvedPath): ResolvedPath {
  const labels = new Map(path.field.picklistValues.map(({ value, label }) => [value, label]));
  return {
    ...path,
    read: (row) => {
      const value = path.read(row);
      return typeof value === 'string' ? (labels.get(value) ?? value) : value;
    },
  };
}
