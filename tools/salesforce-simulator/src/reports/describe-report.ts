import type { SavedReport } from '../org/saved-reports.js';
import { extendedMetadata } from './column-info.js';
import { planRun } from './plan-run.js';
import { reportAttributes } from './report-addresses.js';
import { reportMetadata } from './report-metadata.js';
import type { ReportReader } from './report-org.js';
import { typeMetadata } from './type-metadata.js';

/** `GET …/reports/{id}/describe` (salesforce-api.md §2.3). A joined report can be described, though not run. */
export function describeReport(reader: ReportReader, report: SavedReport, version: string): Record<string, unknown> {
  const plan = planRun(reader, report.format === 'MULTI_BLOCK' ? { ...report, format: 'TABULAR' } : report);
  const shown = plan.details.map((column) => column.name);
  return {
    attributes: reportAttributes(version, report.id, report.name),
    reportExtendedMetadata: extendedMetadata(reader, plan),
    reportMetadata: reportMetadata(reader, report, plan.type, shown),
    reportTypeMetadata: typeMetadata(reader, plan.type),
  };
}
