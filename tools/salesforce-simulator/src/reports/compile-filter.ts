import type { Column } from './column.js';
import { comparable, compareKeys } from './compare-values.js';
import { readDate } from './date-words.js';
import { takesOperator } from './filter-operators.js';
import { reportFaults } from './report-fault.js';
import type { ReportRow } from './report-row.js';
import { splitValues } from './split-values.js';

export type Predicate = (row: ReportRow) => boolean;

export interface Condition {
  readonly column: string;
  readonly operator: string;
  readonly value: string;
}

export interface FilterRules {
  readonly acceptIdComparison: boolean;
  readonly now: number;
}

type Key = string | number | null;
type Test = (value: Key) => boolean;

/** One filter as a question to a row; refuses operators and values that the column cannot take. */
export function compileFilter(column: Column, condition: Condition, rules: FilterRules): Predicate {
  const { operator, value } = condition;
  if (!takesOperator(column.dataType, operator, rules.acceptIdComparison))
    throw reportFaults.invalidCondition(operator);
  const test = isDate(column) ? dateTest(column, operator, value, rules.now) : valueTest(column, operator, value);
  return (row) => test(comparable(column.dataType, column.value(row)));
}

function isDate(column: Column): boolean {
  return column.dataType === 'date' || column.dataType === 'datetime';
}

function dateTest(column: Column, operator: string, value: string, now: number): Test {
  if (value === '') return blankTest(operator);
  const range = readDate(value, now);
  if (range === null) throw reportFaults.invalidValue(column.name, value);
  const dayOf = (key: Key) => (key === null ? null : String(key).slice(0, 10));
  const tests: Record<string, (day: string) => boolean> = {
    equals: (day) => day >= range.from && day <= range.to,
    notEqual: (day) => day < range.from || day > range.to,
    lessThan: (day) => day < range.from,
    lessOrEqual: (day) => day <= range.to,
    greaterThan: (day) => day > range.to,
    greaterOrEqual: (day) => day >= range.from,
  };
  const test = tests[operator];
  return (key) => {
    const day = dayOf(key);
    return day === null ? operator === 'notEqual' : (test?.(day) ?? false);
  };
}

function valueTest(column: Column, operator: string, value: string): Test {
  if (value === '') return blankTest(operator);
  const keys = splitValues(value).map((part) => keyOf(column, operator, part));
  const any = (holds: (key: Key, wanted: Key) => boolean) => (key: Key) => keys.some((wanted) => holds(key, wanted));
  const text = (holds: (text: string, wanted: string) => boolean) =>
    any((key, wanted) => key !== null && holds(String(key), String(wanted)));
  const order = (holds: (order: number) => boolean) =>
    any((key, wanted) => key !== null && holds(compareKeys(key, wanted)));
  const parts = (key: Key) =>
    String(key ?? '')
      .split(';')
      .map((part) => part.trim());
  const tests: Record<string, Test> = {
    equals: any((key, wanted) => key === wanted),
    notEqual: (key) => !keys.includes(key),
    contains: text((whole, wanted) => whole.includes(wanted)),
    notContain: (key) => !text((whole, wanted) => whole.includes(wanted))(key),
    startsWith: text((whole, wanted) => whole.startsWith(wanted)),
    lessThan: order((result) => result < 0),
    greaterThan: order((result) => result > 0),
    lessOrEqual: order((result) => result <= 0),
    greaterOrEqual: order((result) => result >= 0),
    includes: any((key, wanted) => parts(key).includes(String(wanted))),
    excludes: (key) => !keys.some((wanted) => parts(key).includes(String(wanted))),
  };
  return tests[operator] ?? (() => false);
}

/** An empty value asks for blanks (salesforce-api.md §2.4). */
function blankTest(operator: string): Test {
  const wantsBlank = ['equals', 'contains', 'startsWith', 'includes', 'lessOrEqual', 'greaterOrEqual'].includes(
    operator,
  );
  return (key) => (key === null) === wantsBlank;
}

function keyOf(column: Column, operator: string, value: string): Key {
  switch (column.dataType) {
    case 'id':
      if (operator !== 'startsWith' && !/^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/.test(value))
        throw reportFaults.idLength(value);
      return comparable('id', value);
    case 'boolean':
      if (!/^(?:0|1|true|false)$/i.test(value)) throw reportFaults.invalidValue(column.name, value);
      return /^(?:1|true)$/i.test(value) ? 1 : 0;
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      if (!Number.isFinite(Number(value))) throw reportFaults.invalidValue(column.name, value);
      return Number(value);
    default:
      return comparable(column.dataType, value);
  }
}
