import { inTransaction } from '@ce/database';
import type { DataSource, EntityManager } from 'typeorm';
import { forgetRun } from '../run-report/store-run.js';
import type { ReportClaim } from './claim-report.js';
import type { PollResult } from './next-poll.js';

/**
 * Ends a claim with what the poll found out. What was asked for while it ran makes the report due again as soon as its
 * read has ended: the new source may have missed the first pages.
 */
export async function settlePoll(
  dataSource: DataSource,
  claim: ReportClaim,
  result: PollResult,
  calls: number,
): Promise<void> {
  await inTransaction(dataSource, async (manager) => {
    if (!result.keepCursor) await forgetRun(manager, claim);
    await manager.query(
      `update report
       set claimed_by = null, claimed_until = null,
           state = coalesce($4, state),
           code = case when $4::text is null then code else $5 end,
           reason = case when $4::text is null then reason else $6 end,
           fix = case when $4::text is null then fix else $7 end,
           way = coalesce($8, way), rows = coalesce($9, rows),
           cursor = case when $10 then cursor end,
           last_polled_at = now(),
           last_read_at = case when $4 = 'read' then now() else last_read_at end,
           calls_last = case when $14 then calls_last else 0 end + $11::int, calls_total = calls_total + $11::int, failures = $12,
           due_at = case when requested_at > read_started_at and not $10 then now()
                         else now() + make_interval(secs => $13) end,
           requested_at = case when $10 or requested_at > read_started_at then requested_at end
       where connection_id = $1 and report_id = $2 and claimed_by = $3`,
      [
        claim.connectionId,
        claim.reportId,
        claim.claimId,
        result.state,
        result.code,
        result.reason,
        result.fix,
        result.way,
        result.rows,
        result.keepCursor,
        calls,
        result.failures,
        result.nextInMs / 1_000,
        // A read whose runs are made in the background is one poll, however often it is looked at.
        claim.run !== null,
      ],
    );
    if (result.pauseConnectionMs !== null) await pauseReports(manager, claim.connectionId, result.pauseConnectionMs);
  });
}

async function pauseReports(manager: EntityManager, connectionId: string, milliseconds: number): Promise<void> {
  await manager.query(
    `update connection set reports_paused_until = now() + make_interval(secs => $2) where connection_id = $1`,
    [connectionId, milliseconds / 1_000],
  );
}

/** Runs that one round over the connection's watched reports takes. */
export async function runsPerRound(manager: EntityManager, connectionId: string): Promise<number> {
  const [sum]: { runs: number }[] = await manager.query(
    `select coalesce(sum(greatest(1, ceil(coalesce(rows, 0) / 2000.0))), 0)::int as runs from report r
     where connection_id = $1 and exists (
       select from enrollment_source s join campaign k using (workspace_id, campaign_id)
       where s.connection_id = r.connection_id and s.report_id = r.report_id and k.status = 'running')`,
    [connectionId],
  );
  return sum?.runs ?? 0;
}
