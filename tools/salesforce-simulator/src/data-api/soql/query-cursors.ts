import type { Org } from '../../org/org.js';
import type { Projected } from './project-row.js';
import type { QueryRun } from './run-query.js';
import type { Row } from './query-scope.js';

type Rows = Extract<QueryRun, { kind: 'rows' }>;

interface Cursor {
  readonly userId: string;
  readonly run: Rows;
  readonly batchSize: number;
  usedAt: number;
}

export interface Page {
  readonly totalSize: number;
  readonly done: boolean;
  /** `01g…-2000`, when there is more. */
  readonly locator: string | null;
  readonly records: Projected[];
}

const minute = 60 * 1_000;
const lifetimes = { 'two-days': 2 * 24 * 60 * minute, 'fifteen-minutes': 15 * minute };
/** Cursors are ten to a user; the oldest gives way (salesforce-api.md §3.1). */
const perUser = 10;

export class QueryCursors {
  private readonly cursors = new Map<string, Cursor>();

  open(org: Org, userId: string, run: Rows, batchSize: number): Page {
    const cursor: Cursor = { userId, run, batchSize, usedAt: org.clock.now() };
    if (run.rows.length <= batchSize) return page(org, cursor, null, 0);
    const id = org.ids.next('01g');
    this.cursors.set(id, cursor);
    const own = [...this.cursors].filter(([, entry]) => entry.userId === userId);
    for (const [oldest] of own.slice(0, Math.max(0, own.length - perUser))) this.cursors.delete(oldest);
    return page(org, cursor, id, 0);
  }

  /** Undefined for a locator that nobody, or somebody else, holds. */
  more(org: Org, userId: string, locator: string): Page | undefined {
    const [id = '', position = ''] = locator.split('-');
    const cursor = this.cursors.get(id);
    const offset = Number(position);
    if (cursor?.userId !== userId || !Number.isInteger(offset) || offset <= 0) return undefined;
    if (offset >= cursor.run.rows.length) return undefined;
    if (org.clock.now() - cursor.usedAt > lifetimes[org.description.switches.queryCursorLifetime]) {
      this.cursors.delete(id);
      return undefined;
    }
    cursor.usedAt = org.clock.now();
    return page(org, cursor, id, offset);
  }
}

function page(org: Org, { run, batchSize }: Cursor, id: string | null, offset: number): Page {
  const rows = run.rows.slice(offset, offset + batchSize).map((row): Row => {
    // The cursor remembers which rows; what is in them is read when the page is.
    const stored = org.schema.objectOfId(row.record.Id)?.name === row.object.name;
    const record = stored ? org.records.get(row.record.Id) : undefined;
    return record === undefined ? row : { ...row, record };
  });
  const next = offset + batchSize;
  const done = next >= run.rows.length;
  return {
    totalSize: run.rows.length,
    done,
    locator: done || id === null ? null : `${id}-${next}`,
    records: rows.map((row) => run.project(row)),
  };
}
