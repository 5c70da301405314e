import { setTimeout as wait } from 'node:timers/promises';
import { reportDescription } from '../org/describe-reports.js';
import type { ReportDescription } from '../org/describe-reports.js';
import type { Answer, Call } from '../http/route.js';
import { openReport } from './open-report.js';
import { markViewed, readerOf } from './reader-of-call.js';
import { readOverrides, withOverrides } from './read-overrides.js';
import { reportFaults } from './report-fault.js';
import { runReport } from './run-report.js';

/** `GET …/reports/{id}`: as saved. */
export function runSaved(call: Call): Promise<Answer> {
  const { reader } = readerOf(call);
  return run(call, openReport(reader, call.params['reportId'] ?? ''));
}

/** `POST …/reports/{id}`: with overrides that are not kept. */
export function runChanged(call: Call): Promise<Answer> {
  const { reader } = readerOf(call);
  const saved = openReport(reader, call.params['reportId'] ?? '');
  const changes = readOverrides(call.rawBody, call.headers['content-type'], true);
  // The row limit belongs to the saved report; a run cannot change it (salesforce-api.md §2.4).
  const definition = { ...withOverrides(saved, changes), topRows: saved.topRows };
  refuseExtraColumns(call, saved, definition);
  return run(call, definition);
}

/** `POST …/reports/query`: no saved report at all. */
export function runUnsaved(call: Call): Promise<Answer> {
  readerOf(call);
  const changes = readOverrides(call.rawBody, call.headers['content-type'], true);
  if (changes.reportType === undefined) throw reportFaults.invalidType('');
  const empty = reportDescription.parse({
    name: 'Unsaved Report',
    reportType: changes.reportType.type,
    detailColumns: [],
  });
  return run(call, withOverrides(empty, changes));
}

async function run(call: Call, definition: ReportDescription): Promise<Answer> {
  const { reader, state } = readerOf(call);
  const includeDetails = call.query.get('includeDetails') === 'true';
  const body = await state.syncRuns.during(async () => {
    if (state.pace.syncRunMilliseconds > 0) await wait(state.pace.syncRunMilliseconds);
    return runReport(reader, state.rows, { definition, includeDetails, version: call.version });
  });
  if (definition.id !== undefined) {
    call.org.reports.ran(definition.id);
    markViewed(state, reader.user.id, definition.id);
  }
  call.note({ kind: 'report-run', object: definition.reportType, records: detailRows(body) });
  return { status: 200, body };
}

/** Whether a run may add columns to the saved ones is not settled (salesforce-api.md §10.2). */
export function refuseExtraColumns(call: Call, saved: ReportDescription, wanted: ReportDescription): void {
  if (call.org.description.switches.reportExtraColumns === 'accept') return;
  const extra = wanted.detailColumns.find((column) => !saved.detailColumns.includes(column));
  if (extra !== undefined) throw reportFaults.invalidSelection(extra);
}

function detailRows(body: Record<string, unknown>): number {
  const facts = Object.values(body['factMap'] as Record<string, { rows?: unknown[] }>);
  return facts.reduce((sum, { rows }) => sum + (rows?.length ?? 0), 0);
}
