import type { Answer, Call } from '../http/route.js';
import { describeReport } from './describe-report.js';
import { folderAccess } from '../org/report-access.js';
import { openReport } from './open-report.js';
import { markViewed, readerOf } from './reader-of-call.js';
import { analyticsPath } from './report-addresses.js';

const recentLimit = 200;

/**
 * `GET …/reports`: at most 200 that the caller viewed lately, the latest first; joined ones are never listed
 * (salesforce-api.md §2.1). For all of them there is SOQL.
 */
export function listReports(call: Call): Answer {
  const { reader, state } = readerOf(call);
  const recent = [...(state.viewed.get(reader.user.id) ?? [])].reverse();
  const listed = recent
    .flatMap((id) => call.org.reports.get(id) ?? [])
    .filter((report) => report.format !== 'MULTI_BLOCK' && folderAccess(reader.org, reader.user, report) === 'open')
    .slice(0, recentLimit);
  const base = `${analyticsPath(call.version)}/reports`;
  const body = listed.map(({ id, name }) => ({
    id,
    name,
    url: `${base}/${id}`,
    describeUrl: `${base}/${id}/describe`,
    instancesUrl: `${base}/${id}/instances`,
  }));
  return { status: 200, body };
}

export function showReport(call: Call): Answer {
  const { reader, state } = readerOf(call);
  const report = openReport(reader, call.params['reportId'] ?? '');
  const body = describeReport(reader, report, call.version);
  markViewed(state, reader.user.id, report.id);
  return { status: 200, body };
}
