import { z } from 'zod';
import type { Answer, Call, Route } from '../http/route.js';
import { operatorsByType } from './filter-operators.js';
import { deleteRun, listRuns, orderRun, readRun } from './instance-routes.js';
import { listReports, showReport } from './list-reports.js';
import { listReportFields, listReportTypes, showReportType } from './report-type-routes.js';
import { reportsOf } from './reports-state.js';
import { runChanged, runSaved, runUnsaved } from './run-routes.js';
import { changeReport, createReport, deleteReport } from './write-reports.js';

/** The Reports and Dashboards API, as far as reports go (salesforce-api.md §2.1). */
export function reportRoutes(): Route[] {
  const on = (
    method: Route['method'],
    path: string,
    kind: Route['kind'],
    handle: (call: Call) => Answer | Promise<Answer>,
  ): Route => ({ method, path: `/services/data/:version/analytics${path}`, kind, access: 'session', handle });

  return [
    on('GET', '/reports', 'report-list', listReports),
    on('POST', '/reports', 'report-write', createReport),
    on('POST', '/reports/query', 'report-run', runUnsaved),
    on('GET', '/reports/:reportId', 'report-run', runSaved),
    on('POST', '/reports/:reportId', 'report-run', runChanged),
    on('PATCH', '/reports/:reportId', 'report-write', changeReport),
    on('DELETE', '/reports/:reportId', 'report-write', deleteReport),
    on('GET', '/reports/:reportId/describe', 'report-describe', showReport),
    on('POST', '/reports/:reportId/fields', 'report-types', listReportFields),
    on('GET', '/reports/:reportId/instances', 'report-instance', listRuns),
    on('POST', '/reports/:reportId/instances', 'report-run-async', orderRun),
    on('GET', '/reports/:reportId/instances/:instanceId', 'report-instance', readRun),
    on('DELETE', '/reports/:reportId/instances/:instanceId', 'report-instance', deleteRun),
    on('GET', '/reportTypes', 'report-types', listReportTypes),
    on('GET', '/reportTypes/:type', 'report-types', showReportType),
    on('GET', '/filteroperators', 'report-types', () => ({ status: 200, body: operatorsByType() })),
    {
      method: 'PATCH',
      path: '/simulator/reports/pace',
      kind: 'unknown',
      access: 'public',
      handle: changePace,
    },
  ];
}

const pace = z.strictObject({
  syncRunMilliseconds: z.number().nonnegative().optional(),
  readMilliseconds: z.number().nonnegative().optional(),
  /** Looks at an asynchronous run until it is done. */
  polls: z.number().int().positive().optional(),
  /** Or this much time. */
  asyncMilliseconds: z.number().positive().optional(),
  /** How many of the next asynchronous runs end in an error. */
  failing: z.number().int().nonnegative().optional(),
});

/** For tests: how long runs take, and how they end. */
function changePace(call: Call): Answer {
  const wanted = pace.parse(call.body);
  const { pace: sync, instances } = reportsOf(call.org);
  sync.syncRunMilliseconds = wanted.syncRunMilliseconds ?? sync.syncRunMilliseconds;
  sync.readMilliseconds = wanted.readMilliseconds ?? sync.readMilliseconds;
  instances.pace.polls = wanted.polls ?? instances.pace.polls;
  instances.pace.milliseconds = wanted.asyncMilliseconds ?? instances.pace.milliseconds;
  instances.pace.failing = wanted.failing ?? instances.pace.failing ?? 0;
  return { status: 204 };
}
