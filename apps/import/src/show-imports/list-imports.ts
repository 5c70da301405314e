import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { IMPORT_TABLE } from '../import-contacts/import-row.js';

export const importState = z.enum(['waiting', 'imported', 'not-imported', 'parked', 'superseded']);
export type ImportState = z.infer<typeof importState>;

export const importsQuery = z.strictObject({
  campaignId: z.string().max(200).optional(),
  state: importState.optional(),
  /** The `next` of the page before. */
  after: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
/** Of the summary. */
export const summaryQuery = z.strictObject({ campaignId: z.string().max(200).optional() });
export type SummaryQuery = z.infer<typeof summaryQuery>;
export type ImportsQuery = z.infer<typeof importsQuery>;

export interface ImportView {
  id: string;
  connectionId: string;
  campaignId: string;
  sourceId: string;
  /** The record that the report named. */
  recordId: string;
  /** The record that was imported: another one where the named one was converted or merged. */
  importedRecordId: string | null;
  state: ImportState;
  code: string | null;
  reason: string | null;
  fix: string | null;
  attempts: number;
  createdAt: Date;
  settledAt: Date | null;
}

/** A row that a process has in hand waits, as far as people are concerned. */
export const shownState = `case state when 'done' then outcome when 'claimed' then 'waiting' else state end`;

export interface ImportPage {
  imports: ImportView[];
  /** Null on the last page. */
  next: string | null;
}

export async function listImports(
  manager: EntityManager,
  connectionIds: readonly string[],
  query: ImportsQuery,
): Promise<ImportPage> {
  const imports: ImportView[] = await manager.query(
    `select id, connection_id as "connectionId", campaign_id as "campaignId", source_id as "sourceId",
            record_id as "recordId", result_id as "importedRecordId", ${shownState} as state, error_code as code, reason, fix, attempts,
            created_at as "createdAt", settled_at as "settledAt"
     from ${IMPORT_TABLE}
     where dry_run_id is null and connection_id = any ($1) and ($2::text is null or campaign_id = $2)
       and ($3::text is null or ${shownState} = $3) and id > $4
     order by id limit $5`,
    [connectionIds, query.campaignId ?? null, query.state ?? null, query.after ?? '', query.limit],
  );
  return { imports, next: imports.length < query.limit ? null : (imports.at(-1)?.id ?? null) };
}

export interface ImportSummary {
  states: { state: ImportState; code: string | null; rows: number }[];
}

export async function summarizeImports(
  manager: EntityManager,
  connectionIds: readonly string[],
  campaignId: string | undefined,
): Promise<ImportSummary['states']> {
  return manager.query(
    `select ${shownState} as state, error_code as code, count(*)::int as rows from ${IMPORT_TABLE}
     where dry_run_id is null and connection_id = any ($1) and ($2::text is null or campaign_id = $2)
     group by 1, 2 order by 1, 2`,
    [connectionIds, campaignId ?? null],
  );
}
