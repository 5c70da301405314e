import type { ReportToRead } from './report-to-read.js';
import type { ReadEnd } from './read-end.js';
import { readInParts } from './read-in-parts.js';
import { runAsSaved } from './run-as-saved.js';

/**
 * Reads a report whole, or says what is missing. A report of up to 2,000 rows costs one call: run as it is saved, it
 * always has the filters that its owner sees. Only what does not fit is described and read in parts.
 * @throws SalesforceError
 */
export async function readReport(report: ReportToRead): Promise<ReadEnd> {
  if (report.way === 'in-parts' || report.cursor !== null) return readInParts(report, undefined);
  const saved = await runAsSaved(report.org, report.reportId);
  if (saved === undefined || !saved.page.allData) return readInParts(report, saved);
  await report.onPage(saved.page, null);
  return { kind: 'complete', rows: saved.page.rows, way: 'as-saved' };
}
