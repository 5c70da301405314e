import type { OrgCalls } from '../call-org/org-calls.js';
import { collectPages, queryPages } from '../run-query/run-query.js';
import type { ReportOverrides } from '../salesforce-org.js';
import type { ReportDescribe, ReportInstance, ReportListEntry, ReportRun } from './report-types.js';

interface ReportRecord {
  Id: string;
  Name: string;
  DeveloperName: string | null;
  FolderName: string | null;
  Format: string | null;
  Description: string | null;
}

const reportList =
  'SELECT Id, Name, DeveloperName, FolderName, Format, Description FROM Report WHERE IsDeleted = false ORDER BY Name';

export async function listReports(calls: OrgCalls): Promise<ReportListEntry[]> {
  const records = await collectPages(queryPages<ReportRecord>(calls, reportList));
  return records.map((record) => ({
    id: record.Id,
    name: record.Name,
    developerName: record.DeveloperName,
    folderName: record.FolderName,
    format: record.Format,
    description: record.Description,
  }));
}

/** One page is enough to tell none, some and many apart. */
export async function countReports(calls: OrgCalls): Promise<number> {
  const soql = 'SELECT Id FROM Report WHERE IsDeleted = false LIMIT 2000';
  for await (const page of queryPages<{ Id: string }>(calls, soql)) return page.length;
  return 0;
}

export function describeReport(calls: OrgCalls, reportId: string): Promise<ReportDescribe> {
  return calls.json({
    kind: 'report-describe',
    attempted: 'describe a report',
    method: 'GET',
    path: `${pathOf(reportId)}/describe`,
  });
}

export function runReport(calls: OrgCalls, reportId: string, overrides?: ReportOverrides): Promise<ReportRun> {
  return calls.json({
    kind: 'report-run',
    attempted: 'run a report',
    method: overrides === undefined ? 'GET' : 'POST',
    path: `${pathOf(reportId)}?includeDetails=true`,
    body: overrides,
  });
}

/**
 * As saved it has no body, since a body without metadata is refused, and says all the same that it is JSON: without that
 * Salesforce answers 415. Source: salesforce-api.md §2.9, §3.8.
 */
export function startReportInstance(
  calls: OrgCalls,
  reportId: string,
  overrides?: ReportOverrides,
): Promise<ReportInstance> {
  return calls.json({
    kind: 'report-start',
    attempted: 'start a report run',
    method: 'POST',
    path: `${pathOf(reportId)}/instances?includeDetails=true`,
    body: overrides,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}

export async function readReportInstance(
  calls: OrgCalls,
  reportId: string,
  instanceId: string,
): Promise<{ kind: 'running' } | { kind: 'failed' } | { kind: 'finished'; run: ReportRun }> {
  const run = await calls.json<Partial<ReportRun> & { attributes: { status?: string } }>({
    kind: 'report-read',
    attempted: 'read a report run',
    method: 'GET',
    path: `${pathOf(reportId)}/instances/${encodeURIComponent(instanceId)}`,
  });
  // The status decides: an unfinished run can come with an empty result. Source: salesforce-api.md §2.7.
  const { status } = run.attributes;
  if (status === 'Error') return { kind: 'failed' };
  const isThere = status === 'Success' && run.factMap !== undefined;
  return isThere ? { kind: 'finished', run: run as ReportRun } : { kind: 'running' };
}

export async function deleteReportInstance(calls: OrgCalls, reportId: string, instanceId: string): Promise<void> {
  await calls.answer({
    kind: 'report-delete',
    attempted: 'remove a report run',
    method: 'DELETE',
    path: `${pathOf(reportId)}/instances/${encodeURIComponent(instanceId)}`,
  });
}

function pathOf(reportId: string): string {
  return `/analytics/reports/${encodeURIComponent(reportId)}`;
}
