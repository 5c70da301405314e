import type { EntityManager } from 'typeorm';
import { newestOutcomes } from './newest-outcomes.js';

export interface ImportOutcome {
  sourceId: string;
  /** The record that the report named, also where the import followed it to another. */
  recordId: string;
  state: 'imported' | 'not-imported';
  at: string;
  code: string | null;
  reason: string | null;
  fix: string | null;
}

/** A later outcome replaces an earlier one; outcomes of rows that are gone with their source change nothing. */
export async function storeOutcomes(manager: EntityManager, outcomes: readonly ImportOutcome[]): Promise<void> {
  await manager.query(
    `update report_row
     set state = outcome.state, code = outcome.code, reason = outcome.reason, fix = outcome.fix,
         settled_at = outcome.at
     from jsonb_to_recordset($1::jsonb)
       as outcome ("sourceId" text, "recordId" text, state text, at timestamptz, code text, reason text, fix text)
     where report_row.source_id = outcome."sourceId" and report_row.record_id = outcome."recordId"
       and (report_row.settled_at is null or report_row.settled_at <= outcome.at)`,
    [JSON.stringify(newestOutcomes(outcomes))],
  );
}
