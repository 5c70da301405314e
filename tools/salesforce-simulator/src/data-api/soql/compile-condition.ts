import type { Query } from '@jetstreamapp/soql-parser-js';
import { SalesforceFault } from '../../http/salesforce-fault.js';
import { comparable, compare, type Comparable } from './comparable.js';
import type { Comparison, Condition } from './condition-tree.js';
import { functionOf } from './date-functions.js';
import type { QueryScope, Row } from './query-scope.js';
import { type Literal, readLiteral, unquote } from './read-literal.js';
import { resolvePath, type ResolvedPath } from './resolve-path.js';
import { badFilter, malformed } from './soql-fault.js';

export type Predicate = (row: Row) => boolean;
/** Runs a query inside a condition and answers the values of its one column, and what that column points at. */
export type Subselect = (
  scope: QueryScope,
  query: Query,
) => { readonly values: ReadonlySet<Comparable>; readonly targets: readonly string[] | null };

export function compileCondition(scope: QueryScope, condition: Condition, subselect: Subselect): Predicate {
  switch (condition.kind) {
    case 'not': {
      const part = compileCondition(scope, condition.part, subselect);
      return (row) => !part(row);
    }
    case 'and': {
      const parts = condition.parts.map((part) => compileCondition(scope, part, subselect));
      return (row) => parts.every((part) => part(row));
    }
    case 'or': {
      if (condition.parts.some(holdsSubselect))
        throw malformed("Semi join sub-selects are not supported with the 'OR' operator");
      const parts = condition.parts.map((part) => compileCondition(scope, part, subselect));
      return (row) => parts.some((part) => part(row));
    }
    case 'comparison':
      return compileComparison(scope, condition.comparison, subselect);
  }
}

function compileComparison(scope: QueryScope, comparison: Comparison, subselect: Subselect): Predicate {
  const path = 'fn' in comparison ? functionOf(scope, comparison.fn) : filterable(scope, comparison.field);
  const read = (row: Row) => comparable(path.field, path.read(row));
  const { operator } = comparison;
  if ('valueQuery' in comparison) {
    const { values, targets } = subselect(scope, comparison.valueQuery);
    if (!pointAtTheSame(targetsOf(scope, path), targets))
      throw malformed(
        `The selected field of the subquery and the left operand field '${path.field.name}' should point to the same object type`,
      );
    return operator === 'NOT IN' ? (row) => !values.has(read(row)) : (row) => values.has(read(row));
  }
  const literals = literalsOf(scope, path, comparison);
  if (operator === 'IN' || operator === 'NOT IN') {
    const values = new Set(literals.map(valueOf));
    return operator === 'IN' ? (row) => values.has(read(row)) : (row) => !values.has(read(row));
  }
  if (operator === 'LIKE') return like(scope, path, String(comparison.value));
  if (operator === 'INCLUDES' || operator === 'EXCLUDES')
    return includes(scope, path, literals, operator === 'INCLUDES');
  const literal = literals[0];
  if (literal === undefined) throw malformed(`The condition on '${path.text}' has no value.`);
  return literal.kind === 'range' ? inRange(read, operator, literal) : comparing(read, operator, literal.value);
}

function holdsSubselect(condition: Condition): boolean {
  if (condition.kind === 'comparison') return 'valueQuery' in condition.comparison;
  return (condition.kind === 'not' ? [condition.part] : condition.parts).some(holdsSubselect);
}

/** Objects that an id or reference field may lead to; null for a field that holds no ids. */
export function targetsOf(scope: QueryScope, { field, hops }: ResolvedPath): readonly string[] | null {
  if (field.type === 'reference') return field.referenceTo;
  if (field.type !== 'id') return null;
  return hops.length === 0 ? [scope.view.schema.name] : [];
}

/** An empty list leads to an object that is not simulated. */
function pointAtTheSame(left: readonly string[] | null, right: readonly string[] | null): boolean {
  if (left === null || right === null) return false;
  return left.length === 0 || right.length === 0 || left.some((name) => right.includes(name));
}

function filterable(scope: QueryScope, name: string): ResolvedPath {
  const path = resolvePath(scope, name);
  if (!path.field.filterable)
    throw badFilter(scope.soql, name, `field '${path.field.name}' can not be filtered in a query call`);
  return path;
}

function literalsOf(
  scope: QueryScope,
  path: ResolvedPath,
  comparison: Exclude<Comparison, { valueQuery: unknown }>,
): Literal[] {
  const raw = Array.isArray(comparison.value) ? comparison.value : [comparison.value];
  const types = comparison.literalType;
  return raw.map((value, index) => readLiteral(scope, path.field, value, Array.isArray(types) ? types[index] : types));
}

const valueOf = (literal: Literal): Comparable => (literal.kind === 'value' ? literal.value : literal.from);

function comparing(read: (row: Row) => Comparable, operator: string, wanted: Comparable): Predicate {
  if (operator === '=') return (row) => read(row) === wanted;
  if (operator === '!=') return (row) => read(row) !== wanted;
  const test = orderTests[operator];
  if (test === undefined) throw malformed(`unexpected token: '${operator}'`);
  return (row) => {
    const value = read(row);
    return value !== null && wanted !== null && test(compare(value, wanted));
  };
}

const orderTests: Record<string, (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function inRange(
  read: (row: Row) => Comparable,
  operator: string,
  { from, to }: { from: number; to: number },
): Predicate {
  const tests: Record<string, (value: number) => boolean> = {
    '=': (value) => value >= from && value < to,
    '!=': (value) => value < from || value >= to,
    '<': (value) => value < from,
    '<=': (value) => value < to,
    '>': (value) => value >= to,
    '>=': (value) => value >= from,
  };
  const test = tests[operator];
  if (test === undefined) throw malformed(`unexpected token: '${operator}'`);
  return (row) => {
    const value = read(row);
    return typeof value === 'number' && test(value);
  };
}

const textual = new Set(['string', 'textarea', 'picklist', 'combobox', 'email', 'phone', 'url']);

function like(scope: QueryScope, path: ResolvedPath, raw: string): Predicate {
  if (!textual.has(path.field.type))
    throw new SalesforceFault(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${path.field.type} field`);
  if (!raw.startsWith("'")) throw malformed(`unexpected token: '${raw}'`);
  const source = unquote(raw).replace(
    /\\([%_])|([%_])|([.*+?^${}()|[\]\\])/g,
    (_, literal: string, wild: string, special: string) => {
      if (literal !== undefined) return literal;
      if (wild !== undefined) return wild === '%' ? '[\\s\\S]*' : '[\\s\\S]';
      return `\\${special}`;
    },
  );
  const pattern = new RegExp(`^${source}$`, 'i');
  return (row) => {
    const value = path.read(row);
    return typeof value === 'string' && pattern.test(value);
  };
}

function includes(scope: QueryScope, path: ResolvedPath, literals: Literal[], wanted: boolean): Predicate {
  if (path.field.type !== 'multipicklist')
    throw new SalesforceFault(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${path.field.type} field`);
  const groups = literals.map((literal) => String(valueOf(literal)).split(';'));
  return (row) => {
    const held = new Set(
      String(comparable(path.field, path.read(row)) ?? '')
        .toLowerCase()
        .split(';'),
    );
    return groups.some((group) => group.every((value) => held.has(value))) === wanted;
  };
}
