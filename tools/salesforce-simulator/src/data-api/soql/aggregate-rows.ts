import type { FieldType as SelectedField, FunctionExp, GroupByClause, Query } from '@jetstreamapp/soql-parser-js';
import type { ReadValue } from '../../org/read-value.js';
import { comparable, compare, type Comparable } from './comparable.js';
import { functionOf } from './date-functions.js';
import type { Projected } from './project-row.js';
import type { QueryScope, Row } from './query-scope.js';
import { resolvePath } from './resolve-path.js';
import { malformed } from './soql-fault.js';

type Column = { readonly key: string; readonly value: (rows: readonly Row[]) => ReadValue };

export function isAggregate(query: Query): boolean {
  return query.groupBy !== undefined || (query.fields ?? []).some(isAggregateField);
}

function isAggregateField(field: SelectedField): boolean {
  return field.type === 'FieldFunctionExpression' && field.isAggregateFn === true;
}

/** `SELECT COUNT() FROM Lead`: the answer is `totalSize` alone. */
export function isBareCount(query: Query): boolean {
  const [field, more] = query.fields ?? [];
  return (
    more === undefined &&
    field?.type === 'FieldFunctionExpression' &&
    field.functionName.toUpperCase() === 'COUNT' &&
    field.parameters.length === 0
  );
}

/** One row of type AggregateResult per group; without GROUP BY one for all. */
export function aggregateRows(scope: QueryScope, query: Query, rows: readonly Row[]): Projected[] {
  if (query.having !== undefined) throw malformed('HAVING is not supported.');
  const clauses = query.groupBy === undefined ? [] : Array.isArray(query.groupBy) ? query.groupBy : [query.groupBy];
  const keys = clauses.map((clause) => groupKey(scope, clause));
  const groups = new Map<string, Row[]>();
  if (keys.length === 0) groups.set('', [...rows]);
  for (const row of keys.length === 0 ? [] : rows) {
    const key = JSON.stringify(keys.map((read) => read(row)));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  checkGrouped(scope, query, clauses);
  let unnamed = 0;
  const columns = (query.fields ?? []).map((field) => columnOf(scope, field, () => `expr${unnamed++}`));
  return ordered(scope, query, [...groups.values()]).map((group) => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(columns.map(({ key, value }) => [key, value(group)])),
  }));
}

function groupKey(scope: QueryScope, clause: GroupByClause): (row: Row) => ReadValue {
  const path = 'fn' in clause ? functionOf(scope, clause.fn) : resolvePath(scope, clause.field);
  if (!('fn' in clause) && !path.field.groupable)
    throw malformed(`field '${path.field.name}' can not be grouped in a query call`);
  return (row) => comparable(path.field, path.read(row));
}

/** Beside aggregates stand only the fields that make the groups. */
function checkGrouped(scope: QueryScope, query: Query, clauses: readonly GroupByClause[]): void {
  const grouped = new Set(
    clauses.flatMap((clause) => ('fn' in clause ? [] : [resolvePath(scope, clause.field).plain.toLowerCase()])),
  );
  for (const field of query.fields ?? []) {
    if (field.type !== 'Field' && field.type !== 'FieldRelationship') continue;
    const { plain } = resolvePath(scope, pathOf(field));
    if (!grouped.has(plain.toLowerCase())) throw malformed(`Field must be grouped or aggregated: ${plain}`);
  }
}

const pathOf = (field: Extract<SelectedField, { type: 'Field' | 'FieldRelationship' }>): string =>
  [...(field.type === 'FieldRelationship' ? field.relationships : []), field.field].join('.');

/** By the fields and the aggregates of the groups; nulls first unless the query says otherwise. */
function ordered(scope: QueryScope, query: Query, groups: (readonly Row[])[]): (readonly Row[])[] {
  const clauses = query.orderBy === undefined ? [] : Array.isArray(query.orderBy) ? query.orderBy : [query.orderBy];
  const criteria = clauses.map((clause) => {
    const selected: SelectedField = 'fn' in clause ? asSelected(clause.fn) : { type: 'Field', field: clause.field };
    const { value } = columnOf(scope, selected, () => '');
    const read = (rows: readonly Row[]): Comparable => {
      const found = value(rows);
      if (typeof found === 'string') return found.toLowerCase();
      return typeof found === 'object' ? null : found;
    };
    return { read, direction: clause.order === 'DESC' ? -1 : 1, nulls: clause.nulls === 'LAST' ? 1 : -1 };
  });
  return groups.sort((a, b) => {
    for (const { read, direction, nulls } of criteria) {
      const [left, right] = [read(a), read(b)];
      if (left === right) continue;
      if (left === null || right === null) return left === null ? nulls : -nulls;
      return compare(left, right) * direction;
    }
    return 0;
  });
}

type FunctionField = Extract<SelectedField, { type: 'FieldFunctionExpression' }>;

/** The parser marks aggregates in the select list only. */
function asSelected(fn: FunctionExp): FunctionField {
  const functionName = fn.functionName ?? '';
  const isAggregateFn = /^(?:COUNT|COUNT_DISTINCT|SUM|AVG|MIN|MAX)$/i.test(functionName);
  const parameters = (fn.parameters ?? []).filter((parameter) => typeof parameter === 'string');
  return { type: 'FieldFunctionExpression', functionName, parameters, isAggregateFn };
}

function columnOf(scope: QueryScope, selected: SelectedField, unnamed: () => string): Column {
  if (selected.type === 'Field' || selected.type === 'FieldRelationship') {
    const path = resolvePath(scope, pathOf(selected));
    const alias = 'alias' in selected ? selected.alias : undefined;
    return { key: alias ?? path.field.name, value: ([first]) => (first === undefined ? null : path.read(first)) };
  }
  if (selected.type !== 'FieldFunctionExpression')
    throw malformed('A grouped query selects fields and functions only.');
  const key = selected.alias ?? unnamed();
  const [parameter] = selected.parameters;
  const name = selected.functionName.toUpperCase();
  if (name === 'COUNT' && parameter === undefined) return { key, value: (rows) => rows.length };
  if (!isAggregateField(selected)) {
    const path = functionOf(scope, selected);
    return { key, value: ([first]) => (first === undefined ? null : path.read(first)) };
  }
  if (typeof parameter !== 'string') throw malformed(`unexpected token: '${name}'`);
  const path = resolvePath(scope, parameter);
  return {
    key,
    value: (rows) =>
      aggregate(
        name,
        path.field,
        rows.map((row) => path.read(row)),
      ),
  };
}

function aggregate(name: string, field: Parameters<typeof comparable>[0], all: readonly ReadValue[]): ReadValue {
  const values = all.filter((value) => value !== null);
  const numbers = values.map(Number);
  const sum = () => numbers.reduce((total, value) => total + value, 0);
  const sorted = () => [...values].sort((a, b) => compare(comparable(field, a), comparable(field, b)));
  switch (name) {
    case 'COUNT':
      return values.length;
    case 'COUNT_DISTINCT':
      return new Set(values.map((value) => comparable(field, value))).size;
    case 'SUM':
      return values.length === 0 ? null : sum();
    case 'AVG':
      return values.length === 0 ? null : sum() / values.length;
    case 'MIN':
      return sorted()[0] ?? null;
    case 'MAX':
      return sorted().at(-1) ?? null;
    default:
      throw malformed(`unexpected token: '${name}'`);
  }
}
