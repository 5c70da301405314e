import { reportDescription } from '../org/describe-reports.js';
import type { Answer, Call } from '../http/route.js';
import { callerOf } from '../http/route.js';
import { describeReport } from './describe-report.js';
import { openReport } from './open-report.js';
import { readOverrides, withOverrides } from './read-overrides.js';
import { markViewed, readerOf } from './reader-of-call.js';
import { reportFaults } from './report-fault.js';

/** `POST …/reports`: a copy with `cloneId`, else a new report from the metadata. */
export function createReport(call: Call): Answer {
  const { reader, state } = readerOf(call);
  const changes = readOverrides(call.rawBody, call.headers['content-type'], false);
  const cloneId = call.query.get('cloneId');
  const { id: _, ...source } = cloneId === null ? emptyReport(changes.reportType?.type) : openReport(reader, cloneId);
  const saved = call.org.reports.save(
    { ...withOverrides(source, changes), folderId: changes.folderId ?? reader.user.id },
    reader.user.id,
  );
  markViewed(state, reader.user.id, saved.id);
  return { status: 200, body: describeReport(reader, saved, call.version) };
}

/** `PATCH …/reports/{id}`: changes for good; results of earlier asynchronous runs become unavailable. */
export function changeReport(call: Call): Answer {
  const { reader } = readerOf(call);
  const report = openReport(reader, call.params['reportId'] ?? '');
  const changes = readOverrides(call.rawBody, call.headers['content-type'], false);
  const description = changes.description === undefined ? report.description : changes.description;
  const folderId = changes.folderId ?? report.folderId;
  const saved = call.org.reports.save(
    { ...withOverrides(report, changes), id: report.id, description, folderId },
    reader.user.id,
  );
  return { status: 200, body: describeReport(reader, saved, call.version) };
}

export function deleteReport(call: Call): Answer {
  const { reader } = readerOf(call);
  call.org.reports.remove(openReport(reader, call.params['reportId'] ?? '').id, callerOf(call).id);
  return { status: 204 };
}

function emptyReport(type: string | undefined) {
  if (type === undefined) throw reportFaults.invalidType('');
  return reportDescription.parse({ name: 'New Report', reportType: type, detailColumns: [] });
}
