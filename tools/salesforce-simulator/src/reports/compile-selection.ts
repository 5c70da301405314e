import type { ReportDescription } from '../org/describe-reports.js';
import type { Column } from './column.js';
import type { Predicate } from './compile-filter.js';
import { compileFilter } from './compile-filter.js';
import { readDate } from './date-words.js';
import { compileLogic } from './filter-logic.js';
import { reportFaults } from './report-fault.js';
import type { ReportReader } from './report-org.js';
import type { ReportType } from './report-type.js';

const customFilterLimit = 20;
const ownScopes = new Set(['my', 'mine', 'user', 'myaccounts']);

/** Filters, their logic, the standard date filter and the scope as one question to a row. */
export function compileSelection(
  reader: ReportReader,
  definition: ReportDescription,
  type: ReportType,
  find: (name: string) => Column | null,
): Predicate {
  if (definition.filters.length > customFilterLimit) throw reportFaults.tooManyFilters();
  const { org, user } = reader;
  const rules = {
    acceptIdComparison: org.description.switches.reportIdComparison === 'accept',
    now: org.clock.now(),
  };
  // A filter on a hidden column lets every row through, which is the danger of salesforce-api.md §7.5.
  const filters = definition.filters.map((filter): Predicate => {
    const column = find(filter.column);
    return column === null ? () => true : compileFilter(column, filter, rules);
  });
  const logic = compileLogic(definition.booleanFilter, filters.length);
  const inDates = dateSelection(definition, find, rules.now);
  const own = ownScopes.has((definition.scope ?? '').toLowerCase());
  return (row) =>
    (!own || row[0]?.['OwnerId'] === user.id) && inDates(row) && logic((number) => filters[number - 1]?.(row) ?? true);
}

function dateSelection(
  { standardDateFilter: filter }: ReportDescription,
  find: (name: string) => Column | null,
  now: number,
): Predicate {
  if (filter === null) return () => true;
  const range = rangeOf(filter, now);
  if (range === null) return () => true;
  const column = find(filter.column);
  if (column === null) return () => true;
  if (column.dataType !== 'date' && column.dataType !== 'datetime') throw reportFaults.dateColumn(filter.column);
  return (row) => {
    const value = column.value(row);
    const day = typeof value === 'string' ? value.slice(0, 10) : null;
    return day !== null && day >= (range.from ?? day) && day <= (range.to ?? day);
  };
}

type DateFilter = NonNullable<ReportDescription['standardDateFilter']>;

function rangeOf(filter: DateFilter, now: number): { from: string | null; to: string | null } | null {
  if (filter.durationValue !== 'CUSTOM') {
    const range = readDate(filter.durationValue, now);
    if (range === null) throw reportFaults.dateDuration(filter.durationValue);
    return range;
  }
  const { startDate, endDate } = filter;
  for (const date of [startDate, endDate]) {
    if (date !== null && readDate(date, now) === null) throw reportFaults.dateFormat(date);
  }
  return startDate === null && endDate === null ? null : { from: day(startDate), to: day(endDate) };
}

function day(date: string | null): string | null {
  return date === null ? null : date.slice(0, 10);
}
