import type { SalesforceOrg } from '@ce/salesforce';
import type { DataSource } from 'typeorm';
import type { ReportClaim } from '../poll-reports/claim-report.js';
import { usedUpPauseMs } from '../poll-reports/next-poll.js';
import { ReportRuns } from './report-runs.js';
import { countLook, forgetRun, keepRun, pauseSynchronous } from './store-run.js';

/** The runs of one claimed report, remembered in its database. */
export function runsOfClaim(
  dataSource: DataSource,
  claim: ReportClaim,
  org: SalesforceOrg,
  { background, share }: { background: boolean; share: number },
): ReportRuns {
  const choice = { background, synchronousUsedUp: claim.synchronousUsedUp, share, chance: Math.random };
  return new ReportRuns(org, choice, {
    keep: (run) => keepRun(dataSource, claim, run),
    countLook: (instanceId) => countLook(dataSource, claim, instanceId),
    forget: () => forgetRun(dataSource, claim),
    synchronousUsedUp: () => pauseSynchronous(dataSource, claim.connectionId, usedUpPauseMs(Math.random())),
  });
}
