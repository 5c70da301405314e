import type { Column } from './column.js';
import type { ReportRow } from './report-row.js';

const kinds = {
  s: 'Sum of',
  a: 'Average',
  m: 'Smallest',
  x: 'Largest',
  u: 'Unique count of',
} as const;

export type AggregateKind = keyof typeof kinds | 'RowCount';

/** One summary of a report: `RowCount`, or `s!AMOUNT` and its kin (salesforce-api.md §2.4). */
export interface Aggregate {
  readonly name: string;
  readonly kind: AggregateKind;
  readonly column: Column | null;
  readonly label: string;
  readonly dataType: string;
}

export const rowCount: Aggregate = {
  name: 'RowCount',
  kind: 'RowCount',
  column: null,
  label: 'Record Count',
  dataType: 'int',
};

/** `s!AMOUNT` as its two parts, or null for anything that is not a column summary. */
export function splitAggregate(name: string): { kind: keyof typeof kinds; column: string } | null {
  const [, kind, column] = /^([samxu])!(.+)$/.exec(name) ?? [];
  return kind === undefined || column === undefined ? null : { kind: kind as keyof typeof kinds, column };
}

export function columnAggregate(name: string, kind: keyof typeof kinds, column: Column): Aggregate {
  const dataType = kind === 'u' ? 'int' : column.dataType;
  return { name, kind, column, label: `${kinds[kind]} ${column.label}`, dataType };
}

/** The running totals of one cell of the fact map. */
export class Totals {
  private rows = 0;
  private readonly sums: number[];
  private readonly counts: number[];
  private readonly least: (string | number | null)[];
  private readonly most: (string | number | null)[];
  private readonly seen: Set<string>[];

  constructor(private readonly aggregates: readonly Aggregate[]) {
    this.sums = aggregates.map(() => 0);
    this.counts = aggregates.map(() => 0);
    this.least = aggregates.map(() => null);
    this.most = aggregates.map(() => null);
    this.seen = aggregates.map(() => new Set<string>());
  }

  add(row: ReportRow): void {
    this.rows += 1;
    this.aggregates.forEach(({ column, kind }, index) => {
      const value = column?.value(row) ?? null;
      if (value === null || typeof value === 'boolean') return;
      // A parent that several rows share is summed once: the recorded matrix of opportunities and their accounts does so.
      const mark = kind === 'u' ? String(value).toLowerCase() : (column?.holderId(row) ?? '');
      if (this.seen[index]?.has(mark) === true) return;
      this.seen[index]?.add(mark);
      this.counts[index] = (this.counts[index] ?? 0) + 1;
      this.sums[index] = (this.sums[index] ?? 0) + Number(value);
      if (this.least[index] === null || value < (this.least[index] ?? '')) this.least[index] = value;
      if (this.most[index] === null || value > (this.most[index] ?? '')) this.most[index] = value;
    });
  }

  result(index: number): string | number | null {
    const [sum = 0, count = 0] = [this.sums[index], this.counts[index]];
    switch (this.aggregates[index]?.kind) {
      case 's':
        return sum;
      case 'a':
        return count === 0 ? 0 : sum / count;
      case 'm':
        return this.least[index] ?? null;
      case 'x':
        return this.most[index] ?? null;
      case 'u':
        return this.seen[index]?.size ?? 0;
      default:
        return this.rows;
    }
  }
}
