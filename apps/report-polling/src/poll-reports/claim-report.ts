import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { ReadCursor } from '../read-report/read-cursor.js';
import type { ReadWay } from '../read-report/read-end.js';
import type { BackgroundRun } from '../run-report/background-run.js';

/** A report that this process may read until the claim runs out. */
export interface ReportClaim {
  claimId: string;
  connectionId: string;
  reportId: string;
  way: ReadWay;
  cursor: ReadCursor | null;
  /** Counts the reads; rows carry the number of the last read that saw them. */
  readNumber: number;
  rows: number | null;
  failures: number;
  /** What an earlier claim asked Salesforce for, and this one may look at. */
  run: BackgroundRun | null;
  /** The org has refused synchronous runs lately. */
  synchronousUsedUp: boolean;
}

/** Another process has taken the report over; whatever this one still does must change nothing. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/**
 * The longest-due report of a usable connection that a running campaign watches, or that a person asked for. A read that
 * began over an hour ago is not resumed: too much may have moved since. While an org's reports rest, runs that Salesforce
 * has begun already are looked at all the same.
 * @param busy connections whose reports wait, however long they are due
 */
export async function claimReport(
  dataSource: DataSource,
  claimSeconds: number,
  busy: readonly string[],
): Promise<ReportClaim | undefined> {
  const claimId = randomUUID();
  const [claimed]: [ReportClaim[], number] = await dataSource.query(
    `update report
     set claimed_by = $1, claimed_until = now() + make_interval(secs => $2),
         cursor = case when resumable then cursor end,
         read_number = case when resumable then read_number else read_number + 1 end,
         read_started_at = case when resumable then read_started_at else now() end
     from (
       select r.connection_id, r.report_id,
              (r.cursor is not null or run.instance_id is not null)
                and r.read_started_at > now() - interval '1 hour' as resumable,
              coalesce(c.synchronous_paused_until > now(), false) as synchronous_used_up,
              run.instance_id, run.request, run.way as run_way, run.looks, now() - run.asked_at as waited
       from report r join connection c using (connection_id) left join report_run run using (connection_id, report_id)
       where r.due_at <= now() and (r.claimed_until is null or r.claimed_until < now())
         and c.health in ('connected', 'degraded') and r.connection_id <> all ($3)
         and (run.instance_id is not null or c.reports_paused_until is null or c.reports_paused_until < now())
         and exists (
           select from enrollment_source s join campaign k using (workspace_id, campaign_id)
           where s.connection_id = r.connection_id and s.report_id = r.report_id
             and (k.status = 'running' or r.requested_at is not null and k.status not in ('ended', 'canceled')))
       order by r.due_at limit 1 for update of r skip locked
     ) due
     where report.connection_id = due.connection_id and report.report_id = due.report_id
     returning claimed_by as "claimId", report.connection_id as "connectionId", report.report_id as "reportId", way,
       cursor, read_number::int as "readNumber", rows, failures, synchronous_used_up as "synchronousUsedUp",
       case when resumable and instance_id is not null then jsonb_build_object('instanceId', instance_id,
         'request', request, 'way', run_way, 'looks', looks, 'waitedMs', floor(extract(epoch from waited) * 1000))
       end as run`,
    [claimId, claimSeconds, busy],
  );
  return claimed[0];
}

/** @throws ClaimLost */
export async function keepClaim(
  manager: EntityManager,
  claim: ReportClaim,
  cursor: ReadCursor | null,
  claimSeconds: number,
): Promise<void> {
  const [kept]: [unknown[], number] = await manager.query(
    `update report set cursor = $4, claimed_until = now() + make_interval(secs => $5)
     where connection_id = $1 and report_id = $2 and claimed_by = $3 returning 1`,
    [claim.connectionId, claim.reportId, claim.claimId, cursor, claimSeconds],
  );
  if (kept.length === 0) throw new ClaimLost(`the report ${claim.reportId} was taken over`);
}

/** Back as if never claimed; the cursor stays, for whoever goes on. */
export async function handBack(dataSource: DataSource, claim: ReportClaim): Promise<void> {
  await dataSource.query(
    `update report set claimed_by = null, claimed_until = null
     where connection_id = $1 and report_id = $2 and claimed_by = $3`,
    [claim.connectionId, claim.reportId, claim.claimId],
  );
}
