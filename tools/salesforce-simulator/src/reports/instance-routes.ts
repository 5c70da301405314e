import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Call } from '../http/route.js';
import type { SavedReport } from '../org/saved-reports.js';
import { openReport } from './open-report.js';
import { planRun } from './plan-run.js';
import { readOverrides, withOverrides } from './read-overrides.js';
import { readerOf } from './reader-of-call.js';
import { analyticsPath } from './report-addresses.js';
import { reportFaults } from './report-fault.js';
import type { ReportInstance } from './report-instances.js';
import type { ReportReader } from './report-org.js';
import type { ReportsState } from './reports-state.js';
import { refuseExtraColumns } from './run-routes.js';
import { runReport } from './run-report.js';

interface Opened {
  readonly reader: ReportReader;
  readonly state: ReportsState;
  readonly report: SavedReport;
}

/** `POST …/instances`: orders an asynchronous run (salesforce-api.md §2.7). */
export async function orderRun(call: Call): Promise<Answer> {
  const { reader, state, report } = open(call);
  const changed = call.rawBody.trim() !== '';
  if (!changed) requireJsonType(call);
  const changes = changed ? readOverrides(call.rawBody, call.headers['content-type'], true) : {};
  const definition = changed ? { ...withOverrides(report, changes), topRows: report.topRows } : report;
  refuseExtraColumns(call, report, definition);
  planRun(reader, definition);
  const includeDetails = call.query.get('includeDetails') === 'true';
  const instance = await state.asyncRuns.during(() =>
    state.instances.add({
      reportId: report.id,
      reportName: report.name,
      ownerId: reader.user.id,
      savedAs: JSON.stringify(report),
      request: { definition, includeDetails, version: call.version },
    }),
  );
  return { status: 200, body: summary(instance, call.version) };
}

/** Whether an order without a body needs the JSON content type all the same is not settled (salesforce-api.md §3.8). */
function requireJsonType({ org, headers }: Call): void {
  if (org.description.switches.reportEmptyPost === 'accept') return;
  if (headers['content-type']?.toLowerCase().includes('application/json') !== true) throw reportFaults.notJson();
}

export function listRuns(call: Call): Answer {
  const { reader, state, report } = open(call);
  const instances = state.instances.list(report.id);
  for (const instance of instances) advance(reader, state, instance);
  return { status: 200, body: instances.map((instance) => summary(instance, call.version)) };
}

/** The result once it is there; before that the attributes tell the state. */
export async function readRun(call: Call): Promise<Answer> {
  const { reader, state, report } = open(call);
  const instance = find(state, report, call);
  const body = await state.asyncReads.during(async () => {
    if (state.pace.readMilliseconds > 0) await wait(state.pace.readMilliseconds);
    advance(reader, state, instance);
    if (instance.savedAs !== JSON.stringify(report)) throw reportFaults.staleInstance();
    return { ...(instance.result ?? unfinished), attributes: attributes(instance) };
  });
  return { status: 200, body };
}

export function deleteRun(call: Call): Answer {
  const { state, report } = open(call);
  state.instances.remove(find(state, report, call));
  return { status: 204 };
}

const unfinished = { allData: false, hasDetailRows: false, factMap: {}, groupingsAcross: null, groupingsDown: null };

function open(call: Call): Opened {
  const { reader, state } = readerOf(call);
  return { reader, state, report: openReport(reader, call.params['reportId'] ?? '') };
}

function find({ instances }: ReportsState, report: SavedReport, call: Call): ReportInstance {
  const instance = instances.get(report.id, call.params['instanceId'] ?? '');
  if (instance === undefined) throw reportFaults.unavailable();
  return instance;
}

function advance(reader: ReportReader, { instances, rows }: ReportsState, instance: ReportInstance): void {
  instances.advance(instance, (request) => runReport(reader, rows, request));
}

function summary(instance: ReportInstance, version: string): Record<string, unknown> {
  const { request, ...times } = facts(instance);
  return {
    ...times,
    hasDetailRows: request.includeDetails,
    queryable: false,
    url: `${analyticsPath(version)}/reports/${instance.reportId}/instances/${instance.id}`,
  };
}

function attributes(instance: ReportInstance): Record<string, unknown> {
  const { request: _, ...times } = facts(instance);
  return {
    ...times,
    type: 'ReportInstance',
    reportId: instance.reportId,
    reportName: instance.reportName,
    queryable: false,
  };
}

function facts({ id, ownerId, status, completedAt, requestedAt, request }: ReportInstance) {
  const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'));
  return { id, ownerId, status, completionDate: moment(completedAt), requestDate: moment(requestedAt), request };
}
