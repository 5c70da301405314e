import type { ReportDescription } from '../org/describe-reports.js';
import { toId18 } from '../org/record-id.js';
import { developerNameOf } from '../org/saved-reports.js';
import type { ReportReader } from './report-org.js';
import type { ReportType } from './report-type.js';

/** `reportMetadata` with every documented property (salesforce-api.md §2.4). */
export function reportMetadata(
  { org }: ReportReader,
  definition: ReportDescription,
  type: ReportType,
  detailColumns: readonly string[],
): Record<string, unknown> {
  const tabular = definition.format === 'TABULAR';
  return {
    aggregates: definition.aggregates,
    buckets: [],
    chart: null,
    crossFilters: [],
    currency: null,
    customDetailFormula: null,
    customSummaryFormula: null,
    dashboardSetting: null,
    description: definition.description,
    detailColumns,
    developerName: definition.developerName ?? developerNameOf(definition.name),
    division: null,
    folderId: toId18(definition.folderId ?? org.id),
    groupingsAcross: tabular ? [] : definition.groupingsAcross,
    groupingsDown: tabular ? [] : definition.groupingsDown,
    hasDetailRows: definition.hasDetailRows,
    hasRecordCount: definition.aggregates.includes('RowCount'),
    historicalSnapshotDates: [],
    id: definition.id === undefined ? null : toId18(definition.id),
    name: definition.name,
    presentationOptions: { hasStackedSummaries: true },
    reportBooleanFilter: definition.booleanFilter,
    reportFilters: definition.filters,
    reportFormat: definition.format,
    reportType: { label: type.label, type: type.type },
    scope: definition.scope ?? type.scopes[0]?.value ?? null,
    showGrandTotal: true,
    showSubtotals: true,
    sortBy: definition.sortBy,
    standardDateFilter: definition.standardDateFilter ?? {
      column: type.columns.find((column) => column.name === 'CREATED_DATE')?.name ?? dateColumnOf(type),
      durationValue: 'CUSTOM',
      endDate: null,
      startDate: null,
    },
    standardFilters: null,
    supportsRoleHierarchy: false,
    ...(definition.topRows !== null && { topRows: definition.topRows }),
    userOrHierarchyFilterId: null,
  };
}

function dateColumnOf(type: ReportType): string {
  return type.columns.find((column) => column.name.endsWith('CreatedDate'))?.name ?? 'CREATED_DATE';
}
