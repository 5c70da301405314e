import type { Column } from './column.js';
import { comparable, compareKeys } from './compare-values.js';
import { joinRows } from './join-rows.js';
import type { RunPlan } from './plan-run.js';
import type { ReportReader } from './report-org.js';
import type { ReportRow } from './report-row.js';
import { objectsOf } from './report-type.js';
import type { RowCache } from './row-cache.js';

/** All rows of the report in their order: linear once the join and the order are cached. */
export function selectRows(reader: ReportReader, plan: RunPlan, cache: RowCache): ReportRow[] {
  const selected = orderedRows(reader, plan, cache).filter(plan.selects);
  const { topRows } = plan.definition;
  return topRows === null ? selected : selected.slice(0, topRows.rowLimit);
}

function orderedRows(reader: ReportReader, plan: RunPlan, cache: RowCache): readonly ReportRow[] {
  const { org, user } = reader;
  const objects = objectsOf(plan.type);
  const versions = (names: readonly string[]) => names.map((name) => org.records.version(name)).join(',');
  const joined = [plan.type.type, user.id, org.schema.version, versions(objects)].join('|');
  const rows = cache.get(joined, () => joinRows(reader, plan.type));
  if (plan.sort === null) return rows;
  const { column, descending } = plan.sort;
  // The sort value may live on an object beyond the joined ones: an owner's name, the last task of a person.
  const beyond = [column.source.object.name, column.source.field.name === 'LastActivityDate' ? 'Task' : ''];
  const ordered = [joined, column.name, descending, versions(beyond)].join('|');
  return cache.get(ordered, () => sortRows(rows, column, descending));
}

function sortRows(rows: readonly ReportRow[], column: Column, descending: boolean): ReportRow[] {
  const keys = rows.map((row) => comparable(column.dataType, column.value(row)));
  const order = rows.map((_, index) => index);
  const sign = descending ? -1 : 1;
  order.sort((a, b) => sign * compareKeys(keys[a] ?? null, keys[b] ?? null) || a - b);
  return order.flatMap((index) => (rows[index] === undefined ? [] : [rows[index]]));
}
