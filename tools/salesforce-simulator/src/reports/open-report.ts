import { toId18 } from '../org/record-id.js';
import type { SavedReport } from '../org/saved-reports.js';
import { reportFaults } from './report-fault.js';
import type { ReportReader } from './report-org.js';

/** The saved report, if the caller may open its folder; another user's private report is as good as absent. */
export function openReport(reader: ReportReader, id: string): SavedReport {
  const report = reader.org.reports.get(id);
  if (report === undefined) throw reportFaults.unavailable();
  const access = folderAccess(reader, report);
  if (access === 'hidden') throw reportFaults.unavailable();
  if (access === 'refused') throw reportFaults.noAccess();
  return report;
}

export function requireRunReports({ org, user }: ReportReader): void {
  if (!org.access.has(user, 'RunReports')) throw reportFaults.noRunPermission();
}

export function folderAccess({ org, user }: ReportReader, report: SavedReport): 'open' | 'refused' | 'hidden' {
  if (org.access.has(user, 'ViewAllData')) return 'open';
  const folderId = toId18(report.folderId ?? org.id);
  if (folderId.startsWith('005')) return folderId === user.id ? 'open' : 'hidden';
  if (user.folders.some((shared) => toId18(shared) === folderId)) return 'open';
  const shared = org.reports.folders.get(folderId)?.access === 'shared';
  return !shared && org.access.has(user, 'ViewPublicReports') ? 'open' : 'refused';
}
