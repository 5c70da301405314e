import { Totals } from './aggregate.js';
import type { DataCell } from './cell.js';
import { dataCell } from './cell.js';
import { aggregateCell } from './aggregate-cell.js';
import type { AggregateCell } from './aggregate-cell.js';
import type { GroupEntry } from './group-tree.js';
import { GroupTree, flatten } from './group-tree.js';
import type { RunPlan } from './plan-run.js';
import type { ReportReader } from './report-org.js';
import type { ReportRow } from './report-row.js';

/** Detail rows that one run gives back at most (salesforce-api.md §2.7). */
export const detailRowLimit = 2000;

export interface Fact {
  rows?: { dataCells: DataCell[] }[];
  aggregates: AggregateCell[];
}

export interface Facts {
  readonly factMap: Record<string, Fact>;
  readonly down: GroupEntry[];
  readonly across: GroupEntry[];
  readonly allData: boolean;
}

interface Bucket {
  readonly totals: Totals;
  readonly rows: ReportRow[];
}

/**
 * Rows sit under the deepest keys; every key has its aggregates, and every pair of a down and an across group has a key,
 * empty ones too. Aggregates count all rows even where details are cut.
 */
export function buildFacts(reader: ReportReader, plan: RunPlan, rows: readonly ReportRow[], details: boolean): Facts {
  const [down, across] = [new GroupTree(plan.down), new GroupTree(plan.across)];
  const buckets = new Map<string, Bucket>();
  const bucket = (key: string): Bucket => {
    const found = buckets.get(key) ?? { totals: new Totals(plan.aggregates), rows: [] };
    buckets.set(key, found);
    return found;
  };
  for (const row of rows) {
    const [downPaths, acrossPaths] = [down.place(row), across.place(row)];
    for (const d of downPaths) for (const a of acrossPaths) bucket(pair(d, a)).totals.add(row);
    bucket(pair(last(downPaths), last(acrossPaths))).rows.push(row);
  }

  const { switches } = reader.org.description;
  const cells = (row: ReportRow) => ({ dataCells: plan.details.map((column) => dataCell(column, row, switches)) });
  const weigh = (aggregate: string, path: string, isDown: boolean): string | number | null => {
    const index = plan.aggregates.findIndex(({ name }) => name === aggregate);
    return index < 0 ? null : bucket(isDown ? pair(path, '') : pair('', path)).totals.result(index);
  };
  const downGroups = down.entries((aggregate, path) => weigh(aggregate, path, true));
  const acrossGroups = across.entries((aggregate, path) => weigh(aggregate, path, false));
  const factMap: Record<string, Fact> = {};
  let left = detailRowLimit;
  for (const d of flatten(downGroups)) {
    for (const a of flatten(acrossGroups)) {
      const { totals, rows: own } = bucket(pair(d.path, a.path));
      const aggregates = plan.aggregates.map((aggregate, index) => aggregateCell(aggregate, totals.result(index)));
      const given = details ? own.slice(0, left) : [];
      left -= given.length;
      const withRows = details || switches.reportRowsWithoutDetails === 'empty';
      factMap[`${d.key}!${a.key}`] = withRows ? { rows: given.map(cells), aggregates } : { aggregates };
    }
  }
  return {
    factMap,
    down: downGroups.map(({ entry }) => entry),
    across: acrossGroups.map(({ entry }) => entry),
    allData: !details || rows.length <= detailRowLimit,
  };
}

function pair(down: string, across: string): string {
  return `${down}\u0001${across}`;
}

function last(paths: readonly string[]): string {
  return paths[paths.length - 1] ?? '';
}
