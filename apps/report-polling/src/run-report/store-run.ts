import type { DataSource, EntityManager } from 'typeorm';
import { ClaimLost, type ReportClaim } from '../poll-reports/claim-report.js';
import type { BackgroundRun } from './background-run.js';

type Manager = Pick<EntityManager | DataSource, 'query'>;

/**
 * Stored before anything else is done, so that whoever takes the report over looks at this run instead of asking for
 * another one.
 * @throws ClaimLost
 */
export async function keepRun(
  manager: Manager,
  claim: ReportClaim,
  run: Pick<BackgroundRun, 'instanceId' | 'request' | 'way'>,
): Promise<void> {
  const kept: unknown[] = await manager.query(
    `insert into report_run (connection_id, report_id, instance_id, request, way)
     select connection_id, report_id, $4, $5, $6 from report
     where connection_id = $1 and report_id = $2 and claimed_by = $3
     on conflict (connection_id, report_id) do update
       set instance_id = excluded.instance_id, request = excluded.request, way = excluded.way,
           asked_at = now(), looks = 0
     returning 1`,
    [claim.connectionId, claim.reportId, claim.claimId, run.instanceId, run.request, run.way],
  );
  if (kept.length === 0) throw new ClaimLost(`the report ${claim.reportId} was taken over`);
}

export async function countLook(manager: Manager, claim: ReportClaim, instanceId: string): Promise<void> {
  await manager.query(
    'update report_run set looks = looks + 1 where connection_id = $1 and report_id = $2 and instance_id = $3',
    [claim.connectionId, claim.reportId, instanceId],
  );
}

/** Its result is stored, or will never come. A run that somebody else has asked for meanwhile stays. */
export async function forgetRun(manager: Manager, claim: ReportClaim): Promise<void> {
  await manager.query(
    `delete from report_run where connection_id = $1 and report_id = $2 and exists (
       select from report r where r.connection_id = $1 and r.report_id = $2 and r.claimed_by = $3)`,
    [claim.connectionId, claim.reportId, claim.claimId],
  );
}

/** The org's synchronous runs are used up: for so long all its reports are run in the background. */
export async function pauseSynchronous(manager: Manager, connectionId: string, milliseconds: number): Promise<void> {
  await manager.query(
    'update connection set synchronous_paused_until = now() + make_interval(secs => $2) where connection_id = $1',
    [connectionId, milliseconds / 1_000],
  );
}
