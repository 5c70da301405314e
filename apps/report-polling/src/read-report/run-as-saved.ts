import { SalesforceError, type ReportRun, type SalesforceOrg } from '@ce/salesforce';
import { judgeReport } from '../judge-report/judge-report.js';
import { type Page, readPage } from './read-page.js';

/** A run of the report as it is saved, with the records found in it. */
export interface SavedRun {
  readonly run: ReportRun;
  readonly page: Page;
}

/** Undefined when the saved report does not show which records its rows are, or hides its rows. */
export async function runAsSaved(
  org: Pick<SalesforceOrg, 'runReport'>,
  reportId: string,
): Promise<SavedRun | undefined> {
  const run = await org.runReport(reportId);
  const verdict = judgeReport(run);
  if (verdict.kind === 'refused' || verdict.places.length === 0) return undefined;
  const page = readPage(run, verdict.places, null);
  const hidesDetails = hidesRows(run) || (page.rows === 0 && (page.rowCount ?? 0) > 0);
  const namesNobody = page.rows > 0 && page.records.length === 0;
  return hidesDetails || namesNobody ? undefined : { run, page };
}

/** Saved without its details: it sends no rows however many it has, and may not count them. Source: salesforce-api.md §2.5. */
export function hidesRows({ reportMetadata }: Pick<ReportRun, 'reportMetadata'>): boolean {
  return reportMetadata.hasDetailRows === false;
}

/** Salesforce did not take this request; another one for the same report may do. */
export function isRefused(error: unknown): error is SalesforceError {
  return (
    error instanceof SalesforceError &&
    error.scope !== 'org' &&
    error.throttle === null &&
    (error.errorClass === 'configuration' || error.errorClass === 'record')
  );
}
