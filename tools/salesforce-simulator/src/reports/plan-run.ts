import type { ReportDescription } from '../org/describe-reports.js';
import type { Aggregate } from './aggregate.js';
import { columnAggregate, rowCount, splitAggregate } from './aggregate.js';
import type { Column } from './column.js';
import { ColumnSet } from './column-set.js';
import type { Predicate } from './compile-filter.js';
import type { Grouping, GroupingDescription } from './grouping.js';
import { compileSelection } from './compile-selection.js';
import { reportFaults } from './report-fault.js';
import type { ReportReader } from './report-org.js';
import type { ReportType } from './report-type.js';
import { objectsOf } from './report-type.js';

/** A run with every name found and every condition compiled: what is left is reading rows. */
export interface RunPlan {
  readonly definition: ReportDescription;
  readonly type: ReportType;
  readonly columns: ColumnSet;
  readonly details: readonly Column[];
  readonly down: readonly Grouping[];
  readonly across: readonly Grouping[];
  readonly aggregates: readonly Aggregate[];
  readonly selects: Predicate;
  readonly sort: { readonly column: Column; readonly descending: boolean } | null;
}

/** Refuses what salesforce-api.md §2.9 lists; a column that the caller may not see is dropped or refused, by switch. */
export function planRun(reader: ReportReader, definition: ReportDescription): RunPlan {
  if (definition.obsolete) throw reportFaults.obsolete();
  if (definition.format === 'MULTI_BLOCK') throw reportFaults.unsupportedFormat();
  const type = reader.types.get(definition.reportType);
  if (type === undefined) throw reportFaults.invalidType(definition.reportType);
  requireObjects(reader, type);

  const columns = new ColumnSet(reader, type);
  const find = (name: string, unknown = reportFaults.invalidSelection): Column | null => {
    const found = columns.find(name);
    if (found.kind === 'column') return found.column;
    if (found.kind === 'unknown') throw unknown(name);
    if (reader.org.description.switches.reportHiddenColumn === 'refuse') throw reportFaults.noAccess();
    return null;
  };
  const findAll = (names: readonly string[]) => names.flatMap((name) => find(name) ?? []);
  const grouped = definition.format !== 'TABULAR';
  const groupings = (descriptions: readonly GroupingDescription[]): Grouping[] =>
    descriptions.flatMap((description) => {
      const column = find(description.name);
      return column === null ? [] : [{ column, description }];
    });

  const details = findAll(definition.detailColumns);
  const aggregates = definition.aggregates.flatMap((name) => toAggregate(name, find));
  if (details.length + aggregates.length >= 100) throw reportFaults.tooManyColumns();
  if (details.length === 0) throw reportFaults.noColumns();
  return {
    definition,
    type,
    columns,
    details,
    down: grouped ? groupings(definition.groupingsDown) : [],
    across: definition.format === 'MATRIX' ? groupings(definition.groupingsAcross) : [],
    aggregates,
    selects: compileSelection(reader, definition, type, (name) => find(name, reportFaults.invalidColumn)),
    sort: sortOf(definition, find),
  };
}

/** Read on every object that the type joins, whatever the rows hold (salesforce-api.md §7.5). */
function requireObjects({ org, user }: ReportReader, type: ReportType): void {
  const needed = [...objectsOf(type), ...(type.alsoReads ?? [])];
  if (!needed.every((object) => org.access.canReadObject(user, object))) throw reportFaults.noAccess();
}

function toAggregate(name: string, find: (name: string) => Column | null): Aggregate[] {
  if (name === 'RowCount') return [rowCount];
  const parts = splitAggregate(name);
  if (parts === null) throw reportFaults.invalidSelection(name);
  const column = find(parts.column);
  return column === null ? [] : [columnAggregate(name, parts.kind, column)];
}

function sortOf(definition: ReportDescription, find: (name: string) => Column | null): RunPlan['sort'] {
  const [first, ...others] = definition.sortBy;
  if (first === undefined) return null;
  if (others.length > 0) throw reportFaults.severalSorts();
  if (definition.format === 'MATRIX') throw reportFaults.matrixSort();
  if (!definition.detailColumns.includes(first.sortColumn)) throw reportFaults.sortNotSelected();
  const column = find(first.sortColumn);
  return column === null ? null : { column, descending: first.sortOrder === 'Desc' };
}
