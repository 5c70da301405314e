import type { CallKind, ErrorClass } from '@ce/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { readRows } from '../claim-work/read-row.js';
import type { WorkRow, WorkState } from '../claim-work/work-row.js';

export interface WorkFilter {
  /** Tenants are separated here: the connections that the asker may see. */
  connectionIds: readonly string[];
  ids?: readonly string[];
  recordId?: string;
  kind?: CallKind;
  errorClass?: ErrorClass;
  errorCode?: string;
}

export interface WorkPage<Row> {
  rows: Row[];
  /** Hand it back for the next page; null at the end. */
  next: string | null;
}

/** Null parameters filter nothing. */
const conditions = `connection_id = any($1::text[])
  and ($2::text[] is null or id = any($2))
  and ($3::text is null or record_id = $3)
  and ($4::text is null or kind = $4)
  and ($5::text is null or error_class = $5)
  and ($6::text is null or error_code = $6)`;

function parametersOf(filter: WorkFilter): unknown[] {
  const { connectionIds, ids, recordId, kind, errorClass, errorCode } = filter;
  return [connectionIds, ids ?? null, recordId ?? null, kind ?? null, errorClass ?? null, errorCode ?? null];
}

/** What a service's management API shows and replays of its work table. */
export class WorkList<Row extends WorkRow> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly options: { table: string },
  ) {}

  /** Oldest first. */
  async list(state: WorkState, filter: WorkFilter, page: { limit: number; after?: string }): Promise<WorkPage<Row>> {
    const after = page.after === undefined ? null : readCursor(page.after);
    const rows = readRows<Row>(
      await this.dataSource.query(
        `select * from ${this.options.table} where ${conditions} and state = $7
          and ($8::timestamptz is null or (date_trunc('milliseconds', created_at), id) > ($8, $9))
        order by date_trunc('milliseconds', created_at), id limit $10`,
        [...parametersOf(filter), state, after?.createdAt ?? null, after?.id ?? null, page.limit],
      ),
    );
    const last = rows.at(-1);
    return { rows, next: last === undefined || rows.length < page.limit ? null : cursorOf(last) };
  }

  /** Rows per state and error class, for one screen of overview. */
  async count(
    connectionIds: readonly string[],
  ): Promise<{ state: WorkState; errorClass: ErrorClass | null; rows: number }[]> {
    return this.dataSource.query(
      `select state, error_class as "errorClass", count(*)::int as rows from ${this.options.table}
        where connection_id = any($1::text[]) group by 1, 2 order by 1, 2`,
      [connectionIds],
    );
  }

  /**
   * Parked rows wait again with a fresh count of attempts; what may have been carried out stays marked, and the old
   * reason stays readable until the next outcome. Returns how many.
   */
  async replay(filter: WorkFilter, manager: EntityManager = this.dataSource.manager): Promise<number> {
    const [, replayed] = await manager.query<[unknown, number]>(
      `update ${this.options.table} set state = 'waiting', attempts = 0, not_before = now(), settled_at = null
        where ${conditions} and state = 'parked'`,
      parametersOf(filter),
    );
    return replayed;
  }
}

function cursorOf(row: WorkRow): string {
  return Buffer.from(JSON.stringify([row.createdAt.toISOString(), row.id])).toString('base64url');
}

/** An unreadable cursor starts over. */
function readCursor(text: string): { createdAt: string; id: string } | null {
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (typeof createdAt !== 'string' || typeof id !== 'string' || Number.isNaN(Date.parse(createdAt))) return null;
    return { createdAt: new Date(createdAt).toISOString(), id };
  } catch {
    return null;
  }
}
