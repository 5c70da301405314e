import type { EntityManager } from 'typeorm';
import { z } from 'zod';

export const rowState = z.enum(['waiting', 'published', 'imported', 'not-imported', 'left']);

export const rowsQuery = z.strictObject({
  state: rowState.optional(),
  /** The `next` of the page before. */
  after: z.string().max(18).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export type RowsQuery = z.infer<typeof rowsQuery>;

export interface RowView {
  recordId: string;
  objectType: string;
  state: z.infer<typeof rowState>;
  code: string | null;
  reason: string | null;
  fix: string | null;
  foundAt: Date;
  publishedAt: Date | null;
  settledAt: Date | null;
  /** Since when the record is no longer in the report. */
  leftAt: Date | null;
}

export interface RowPage {
  rows: RowView[];
  /** Null on the last page. */
  next: string | null;
}

/** By record id, so that pages stay stable while rows change their state. */
export async function listRows(manager: EntityManager, sourceId: string, query: RowsQuery): Promise<RowPage> {
  const rows: RowView[] = await manager.query(
    `select record_id as "recordId", object_type as "objectType", state, code, reason, fix, found_at as "foundAt",
            published_at as "publishedAt", settled_at as "settledAt", left_at as "leftAt"
     from report_row
     where source_id = $1 and ($2::text is null or state = $2) and record_id > $3
     order by record_id limit $4`,
    [sourceId, query.state ?? null, query.after ?? '', query.limit],
  );
  return { rows, next: rows.length < query.limit ? null : (rows.at(-1)?.recordId ?? null) };
}
