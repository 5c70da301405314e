import type { EnrollmentRule } from '@ce/contracts';
import { notFound } from '@ce/service-kit';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { ReportState } from '../poll-reports/next-poll.js';

export const sourcesQuery = z.strictObject({ campaignId: z.string().max(200).optional() });
export type SourcesQuery = z.infer<typeof sourcesQuery>;

interface Finding {
  code: string;
  /** One sentence: what is wrong. */
  problem: string;
  /** One sentence: what to do. */
  fix: string;
}

export interface SourceView {
  id: string;
  campaignId: string;
  campaignStatus: string | null;
  connectionId: string;
  reportId: string;
  reportName: string | null;
  autoImport: boolean;
  rules: EnrollmentRule[];
  state: ReportState;
  problem: Finding | null;
  warnings: Finding[];
  /** A process is reading it right now. */
  reading: boolean;
  /** Since when Salesforce runs it in the background; null while it does not. */
  backgroundRun: Date | null;
  /** Rows of the report at its last read. */
  rowsInReport: number | null;
  rows: Record<string, number>;
  calls: { lastPoll: number; total: number };
  lastPolledAt: Date | null;
  /** Of the last read that saw the whole report. */
  lastReadAt: Date | null;
  /** Null while nothing makes the report due: its campaigns do not run. */
  nextPollAt: Date | null;
}

const select = `
  select s.id, s.campaign_id as "campaignId", k.status as "campaignStatus", s.connection_id as "connectionId",
    s.report_id as "reportId", r.name as "reportName", s.auto_import as "autoImport", s.rules, r.state,
    case when r.code is not null then jsonb_build_object('code', r.code, 'problem', r.reason, 'fix', r.fix) end as problem,
    r.warnings, coalesce(r.claimed_until > now(), false) as reading,
    case when run.asked_at > now() - interval '1 hour' then run.asked_at end as "backgroundRun", r.rows as "rowsInReport",
    coalesce((select jsonb_object_agg(state, count) from
      (select state, count(*) from report_row where source_id = s.id group by state) counted), '{}') as rows,
    jsonb_build_object('lastPoll', r.calls_last, 'total', r.calls_total) as calls,
    r.last_polled_at as "lastPolledAt", r.last_read_at as "lastReadAt",
    case when k.status = 'running' or r.requested_at is not null then r.due_at end as "nextPollAt"
  from enrollment_source s join report r using (connection_id, report_id)
    left join report_run run using (connection_id, report_id) left join campaign k using (workspace_id, campaign_id)`;

export async function listSources(
  manager: EntityManager,
  workspaceId: string,
  campaignId: string | undefined,
): Promise<SourceView[]> {
  return manager.query(
    `${select} where s.workspace_id = $1 and ($2::text is null or s.campaign_id = $2) order by s.created_at, s.id`,
    [workspaceId, campaignId ?? null],
  );
}

/** @throws Problem 404 also for a source of another workspace */
export async function showSource(manager: EntityManager, workspaceId: string, id: string): Promise<SourceView> {
  const found: SourceView[] = await manager.query(`${select} where s.workspace_id = $1 and s.id = $2`, [
    workspaceId,
    id,
  ]);
  const [source] = found;
  if (source === undefined) throw notFound('enrollment source', id);
  return source;
}
