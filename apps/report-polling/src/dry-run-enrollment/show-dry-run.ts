import type { EntityManager } from 'typeorm';
import { z } from 'zod';

export interface DryRunView {
  /** As rows would be enrolled: by themselves and by the rules, or by hand. */
  enrollment: 'auto' | 'manual';
  requestedAt: Date;
  rows: number;
  /** Rows that are answered; the others are still on their way. */
  judged: number;
  wouldEnroll: number;
  /** Why not, by code. */
  wouldNotEnroll: Record<string, number>;
}

export async function showDryRun(manager: EntityManager, sourceId: string): Promise<DryRunView | undefined> {
  const found: DryRunView[] = await manager.query(
    `select d.enrollment, d.requested_at as "requestedAt", count(r.record_id)::int as rows,
            count(r.judged_at)::int as judged,
            (count(r.judged_at) filter (where r.code is null))::int as "wouldEnroll",
            coalesce((select jsonb_object_agg(code, count) from
              (select code, count(*) from dry_run_row where source_id = $1 and code is not null group by code) refused),
              '{}') as "wouldNotEnroll"
     from dry_run d left join dry_run_row r using (source_id) where d.source_id = $1
     group by d.source_id`,
    [sourceId],
  );
  return found[0];
}

export const dryRunRowsQuery = z.strictObject({
  /** `enroll`, `refuse`, or `wait` for those that have no answer yet. */
  verdict: z.enum(['enroll', 'refuse', 'wait']).optional(),
  code: z.string().max(100).optional(),
  /** The `next` of the page before. */
  after: z.string().max(18).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export type DryRunRowsQuery = z.infer<typeof dryRunRowsQuery>;

export interface DryRunRowView {
  recordId: string;
  objectType: string;
  verdict: 'enroll' | 'refuse' | 'wait';
  code: string | null;
  reason: string | null;
  fix: string | null;
}

const verdict = `case when judged_at is null then 'wait' when code is null then 'enroll' else 'refuse' end`;

export async function listDryRunRows(
  manager: EntityManager,
  sourceId: string,
  query: DryRunRowsQuery,
): Promise<{ rows: DryRunRowView[]; next: string | null }> {
  const rows: DryRunRowView[] = await manager.query(
    `select record_id as "recordId", object_type as "objectType", ${verdict} as verdict, code, reason, fix
     from dry_run_row
     where source_id = $1 and record_id > $2 and ($3::text is null or ${verdict} = $3) and ($4::text is null or code = $4)
     order by record_id limit $5`,
    [sourceId, query.after ?? '', query.verdict ?? null, query.code ?? null, query.limit],
  );
  return { rows, next: rows.length < query.limit ? null : (rows.at(-1)?.recordId ?? null) };
}
