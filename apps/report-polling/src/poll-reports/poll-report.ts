import { inTransaction } from '@ce/database';
import type { OrgAnswer, WithOrg } from '@ce/delivery';
import type { Outbox } from '@ce/messaging';
import type { DataSource } from 'typeorm';
import type { FoundRow } from '../enroll-rows/found-row.js';
import type { ReadEnd } from '../read-report/read-end.js';
import { readReport } from '../read-report/read-report.js';
import { backgroundShare } from '../run-report/background-pace.js';
import { RunsInBackground } from '../run-report/background-run.js';
import { runsOfClaim } from '../run-report/runs-of-claim.js';
import { forgetRun } from '../run-report/store-run.js';
import { ClaimLost, handBack, keepClaim, type ReportClaim } from './claim-report.js';
import { markLeft } from './mark-left.js';
import { afterAnswer, afterError, intervalFor, type PollResult, whileInBackground } from './next-poll.js';
import { runsPerRound, settlePoll } from './settle-poll.js';
import { storePage } from './store-page.js';

export interface PollTools {
  dataSource: DataSource;
  outbox: Outbox;
  withOrg: WithOrg;
  claimSeconds: number;
  intervalMs: number;
  /** Synchronous ones. */
  runsPerHour: number;
  /** Asynchronous ones beyond those; 0: none. */
  backgroundRunsPerHour: number;
  firstLookMs: number;
  stopping: () => boolean;
  /** Rows that were announced, after the commit. */
  onFound: (rows: readonly FoundRow[]) => void;
}

/** What one poll did, for the log and the metrics. */
export interface PollSummary {
  outcome: 'complete' | 'incomplete' | 'refused' | 'stopped' | 'waiting' | 'in-background' | 'failed' | 'taken-over';
  pages: number;
  records: number;
  published: number;
  left: number;
  calls: number;
  error?: unknown;
}

/** Reads a claimed report, announces what is new and what left, and says when it is due again. */
export async function pollReport(tools: PollTools, claim: ReportClaim): Promise<PollSummary> {
  const summary: PollSummary = { outcome: 'complete', pages: 0, records: 0, published: 0, left: 0, calls: 0 };
  const beat = setInterval(() => {
    // A beat that fails is followed by another one; a claim that is lost shows at the next page.
    keepAlive(tools, claim).catch(() => undefined);
  }, tools.claimSeconds * 250);
  try {
    const result = await readAndJudge(tools, claim, summary);
    if (result === 'stopped') await handBack(tools.dataSource, claim);
    else await settlePoll(tools.dataSource, claim, result, summary.calls);
  } catch (error) {
    summary.outcome = error instanceof ClaimLost ? 'taken-over' : 'failed';
    summary.error = error;
  } finally {
    clearInterval(beat);
  }
  return summary;
}

async function readAndJudge(
  tools: PollTools,
  claim: ReportClaim,
  summary: PollSummary,
): Promise<PollResult | 'stopped'> {
  const runs = await runsPerRound(tools.dataSource.manager, claim.connectionId);
  const { intervalMs: wanted, runsPerHour, backgroundRunsPerHour } = tools;
  const allRuns = runsPerHour + backgroundRunsPerHour;
  const intervalMs = intervalFor({ intervalMs: wanted, runsPerRound: runs, runsPerHour: allRuns });
  const pace = {
    intervalMs,
    failures: claim.failures,
    chance: Math.random(),
    now: new Date(),
  };
  try {
    const share = backgroundShare({ intervalMs, runsPerRound: runs, runsPerHour });
    const answer = await read(tools, claim, summary, share);
    summary.outcome = answer.kind === 'done' ? answer.value.kind : 'waiting';
    if (answer.kind === 'done' && answer.value.kind === 'stopped') return 'stopped';
    if (answer.kind === 'done' && answer.value.kind === 'complete') {
      summary.left = await markLeft(tools.dataSource, tools.outbox, claim, tools.claimSeconds);
    }
    return afterAnswer(answer, pace);
  } catch (error) {
    if (error instanceof ClaimLost) throw error;
    if (error instanceof RunsInBackground) {
      summary.outcome = 'in-background';
      return whileInBackground(error, pace, tools.firstLookMs);
    }
    summary.outcome = 'failed';
    summary.error = error;
    return afterError(error, pace);
  }
}

async function read(
  tools: PollTools,
  claim: ReportClaim,
  summary: PollSummary,
  share: number,
): Promise<OrgAnswer<ReadEnd>> {
  const { connectionId, reportId, cursor, run } = claim;
  const calls = run !== null ? 1 : Math.min(100, Math.max(1, Math.ceil((claim.rows ?? 0) / 2_000)));
  return tools.withOrg({ connectionId, kind: 'polling', calls }, async (org) => {
    try {
      const runs = runsOfClaim(tools.dataSource, claim, org, { background: tools.backgroundRunsPerHour > 0, share });
      if (run !== null) await runs.lookAt(reportId, run);
      return await readReport({
        org: {
          runReport: (id, overrides) => runs.runReport(id, overrides),
          describeReport: (id) => org.describeReport(id),
        },
        reportId,
        way: run?.way ?? claim.way,
        cursor,
        stopping: tools.stopping,
        onPage: async (page, next) => {
          const found = await inTransaction(tools.dataSource, async (manager) => {
            await keepClaim(manager, claim, next, tools.claimSeconds);
            await forgetRun(manager, claim);
            return storePage(manager, tools.outbox, claim, page.records);
          });
          tools.onFound(found);
          summary.published += found.length;
          summary.pages += 1;
          summary.records += page.records.length;
        },
      });
    } finally {
      summary.calls = org.callsMade;
    }
  });
}

async function keepAlive({ dataSource, claimSeconds }: PollTools, claim: ReportClaim): Promise<void> {
  await dataSource.query(
    `update report set claimed_until = now() + make_interval(secs => $4)
     where connection_id = $1 and report_id = $2 and claimed_by = $3`,
    [claim.connectionId, claim.reportId, claim.claimId, claimSeconds],
  );
}
