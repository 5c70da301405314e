import type { EntityManager } from 'typeorm';
import type { AttachBody } from './attach-body.js';
import type { Inspection } from './inspect-report.js';

export interface SourceToStore extends AttachBody {
  id: string;
  workspaceId: string;
  connectionId: string;
}

export interface KnownSource {
  workspaceId: string;
  campaignId: string;
  reportId: string;
}

export async function knownSource(manager: EntityManager, id: string): Promise<KnownSource | undefined> {
  const found: KnownSource[] = await manager.query(
    `select workspace_id as "workspaceId", campaign_id as "campaignId", report_id as "reportId"
     from enrollment_source where id = $1`,
    [id],
  );
  return found[0];
}

/** Stores the source and what was found out about its report, which is due at once; a refused one within the hour. */
export async function storeSource(manager: EntityManager, source: SourceToStore, found: Inspection): Promise<void> {
  await manager.query(
    `insert into report (connection_id, report_id, name, state, code, reason, fix, warnings, requested_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, now(), now() + case when $4 = 'refused' then interval '1 hour' else interval '0' end)
     on conflict (connection_id, report_id) do update
       set name = coalesce(excluded.name, report.name), warnings = excluded.warnings,
           state = case when excluded.state = 'refused' or report.state in ('refused', 'unchecked', 'unread')
                        then excluded.state else report.state end,
           code = case when excluded.state = 'refused' or report.state in ('refused', 'unchecked', 'unread')
                       then excluded.code else report.code end,
           reason = case when excluded.state = 'refused' or report.state in ('refused', 'unchecked', 'unread')
                         then excluded.reason else report.reason end,
           fix = case when excluded.state = 'refused' or report.state in ('refused', 'unchecked', 'unread')
                      then excluded.fix else report.fix end,
           requested_at = now(), due_at = excluded.due_at`,
    [
      source.connectionId,
      source.reportId,
      found.name,
      found.state,
      found.problem?.code ?? null,
      found.problem?.problem ?? null,
      found.problem?.fix ?? null,
      JSON.stringify(found.warnings),
    ],
  );
  await manager.query(
    `insert into enrollment_source (id, workspace_id, connection_id, campaign_id, report_id, auto_import, rules)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id) do update
       set auto_import = excluded.auto_import, rules = excluded.rules, updated_at = now()
       where enrollment_source.workspace_id = excluded.workspace_id`,
    [
      source.id,
      source.workspaceId,
      source.connectionId,
      source.campaignId,
      source.reportId,
      source.autoImport,
      JSON.stringify(source.rules),
    ],
  );
}

/** Returns undefined when the workspace has no such source. The report goes with its last source. */
export async function removeSource(
  manager: EntityManager,
  workspaceId: string,
  id: string,
): Promise<{ connectionId: string; reportId: string } | undefined> {
  const [[removed]]: [{ connectionId: string; reportId: string }[], number] = await manager.query(
    `delete from enrollment_source where id = $1 and workspace_id = $2
     returning connection_id as "connectionId", report_id as "reportId"`,
    [id, workspaceId],
  );
  if (removed === undefined) return undefined;
  await manager.query(
    `delete from report where connection_id = $1 and report_id = $2 and not exists (
       select from enrollment_source s where s.connection_id = report.connection_id and s.report_id = report.report_id)`,
    [removed.connectionId, removed.reportId],
  );
  return removed;
}
