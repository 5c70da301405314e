import type { OrgRecord } from './field-schema.js';
import type { Org, OrgUser } from './org.js';
import { toId18 } from './record-id.js';
import type { SavedReport } from './saved-reports.js';

export type FolderAccess = 'open' | 'refused' | 'hidden';

/** What a user may do with a report by its folder; another user's private report is as good as absent. */
export function folderAccess(org: Org, user: OrgUser, report: Pick<SavedReport, 'folderId'>): FolderAccess {
  if (org.access.has(user, 'ViewAllData')) return 'open';
  const folderId = toId18(report.folderId ?? org.id);
  if (folderId.startsWith('005')) return folderId === user.id ? 'open' : 'hidden';
  if (user.folders.some((shared) => toId18(shared) === folderId)) return 'open';
  const shared = org.reports.folders.get(folderId)?.access === 'shared';
  return !shared && org.access.has(user, 'ViewPublicReports') ? 'open' : 'refused';
}

/** Rows of `Report` are those that the user could open; rows of other objects are none of its business. */
export function isClosedReport(org: Org, user: OrgUser, object: string, record: OrgRecord): boolean {
  if (object !== 'Report') return false;
  return folderAccess(org, user, { folderId: String(record['OwnerId'] ?? org.id) }) !== 'open';
}
