import type { ReportMetadata, ReportOverrides } from '@ce/salesforce';
import type { InParts } from '../judge-report/judge-report.js';

/** Source: salesforce-api.md §2.7. */
const MOST_FILTERS = 20;
/** Lies before every real id, so that "after it" leaves out rows whose key is blank. */
export const BEFORE_ALL_IDS = '000000000000000AAA';

export type PartsVerdict = { kind: 'possible' } | { kind: 'impossible'; reason: string; fix: string };

/** What the saved report itself has against being read in parts. */
export function canReadInParts(metadata: ReportMetadata): PartsVerdict {
  if (metadata.reportFilters.length >= MOST_FILTERS) {
    return {
      kind: 'impossible',
      reason: `The report has ${MOST_FILTERS} filters already, so it cannot be read in parts.`,
      fix: 'Take one filter out of the report, or narrow it to 2,000 rows.',
    };
  }
  if (metadata.topRows) {
    return {
      kind: 'impossible',
      reason: 'The report has a row limit, which depends on its own sorting, so it cannot be read in parts.',
      fix: 'Take the row limit out of the report, or set it to 2,000 rows or fewer.',
    };
  }
  return { kind: 'possible' };
}

/**
 * The saved report as a table of the needed columns, sorted by the key, with the rows after `lastKey`. Everything else
 * of the report stays as it is; Salesforce takes it back whole. Source: salesforce-api.md §2.4, §2.8.
 */
export function partOverrides(metadata: ReportMetadata, parts: InParts, lastKey: string | null): ReportOverrides {
  const position = metadata.reportFilters.length + 1;
  const after = { column: parts.key, operator: 'greaterThan', value: lastKey ?? '', filterType: 'fieldValue' };
  const logic = metadata.reportBooleanFilter?.trim() ?? '';
  const table: ReportMetadata = {
    ...metadata,
    reportFormat: 'TABULAR',
    detailColumns: [...parts.columns],
    aggregates: ['RowCount'],
    groupingsDown: [],
    groupingsAcross: [],
    chart: null,
    hasDetailRows: true,
    sortBy: [{ sortColumn: parts.key, sortOrder: 'Asc' }],
  };
  if (lastKey === null) return { reportMetadata: table };
  return {
    reportMetadata: {
      ...table,
      reportFilters: [...metadata.reportFilters, after],
      reportBooleanFilter: logic === '' ? (metadata.reportBooleanFilter ?? null) : `(${logic}) AND ${position}`,
    },
  };
}
