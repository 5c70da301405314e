import type { Call } from '../http/route.js';
import { callerOf } from '../http/route.js';
import type { ReportReader } from './report-org.js';
import { requireRunReports } from './open-report.js';
import type { ReportsState } from './reports-state.js';
import { reportsOf } from './reports-state.js';

/** Who asks, and what the org's Reports API knows; refuses callers without Run Reports. */
export function readerOf(call: Call): { reader: ReportReader; state: ReportsState } {
  const state = reportsOf(call.org);
  const reader = { org: call.org, user: callerOf(call), types: state.types };
  requireRunReports(reader);
  return { reader, state };
}

/** The report becomes the caller's latest in `GET /reports`. */
export function markViewed({ viewed }: ReportsState, userId: string, reportId: string): void {
  const own = viewed.get(userId) ?? new Set<string>();
  own.delete(reportId);
  own.add(reportId);
  viewed.set(userId, own);
}
