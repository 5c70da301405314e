import { folderAccess } from '../org/report-access.js';
import type { SavedReport } from '../org/saved-reports.js';
import { reportFaults } from './report-fault.js';
import type { ReportReader } from './report-org.js';

/** The saved report, if the caller may open its folder; another user's private report is as good as absent. */
export function openReport(reader: ReportReader, id: string): SavedReport {
  const report = reader.org.reports.get(id);
  if (report === undefined) throw reportFaults.unavailable();
  const access = folderAccess(reader.org, reader.user, report);
  if (access === 'hidden') throw reportFaults.unavailable();
  if (access === 'refused') throw reportFaults.noAccess();
  return report;
}

export function requireRunReports({ org, user }: ReportReader): void {
  if (!org.access.has(user, 'RunReports')) throw reportFaults.noRunPermission();
}
