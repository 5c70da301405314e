import { ColumnSet } from './column-set.js';
import { typeColumnInfo } from './column-info.js';
import { operatorsByType } from './filter-operators.js';
import type { ReportReader } from './report-org.js';
import type { ReportType } from './report-type.js';

const granularities = [
  ['Day', 'Day'],
  ['Week', 'Calendar Week'],
  ['Month', 'Calendar Month'],
  ['Quarter', 'Calendar Quarter'],
  ['Year', 'Calendar Year'],
  ['FiscalQuarter', 'Fiscal Quarter'],
  ['FiscalYear', 'Fiscal Year'],
  ['MonthInYear', 'Calendar Month in Year'],
  ['DayInMonth', 'Calendar Day in Month'],
] as const;

const durations = [
  ['TODAY', 'Today'],
  ['YESTERDAY', 'Yesterday'],
  ['LAST_7_DAYS', 'Last 7 Days'],
  ['LAST_30_DAYS', 'Last 30 Days'],
  ['LAST_90_DAYS', 'Last 90 Days'],
  ['THIS_MONTH', 'Current Month'],
  ['LAST_MONTH', 'Previous Month'],
  ['THIS_YEAR', 'Current Year'],
  ['LAST_YEAR', 'Previous Year'],
] as const;

/** `reportTypeMetadata`: every column of the type that the caller may see (salesforce-api.md §2.3). */
export function typeMetadata(reader: ReportReader, type: ReportType): Record<string, unknown> {
  const categories = new Map<string, Record<string, unknown>>();
  for (const column of new ColumnSet(reader, type).visible()) {
    const columns = categories.get(column.category) ?? {};
    columns[column.name] = typeColumnInfo(column);
    categories.set(column.category, columns);
  }
  return {
    categories: [...categories].map(([label, columns]) => ({ label, columns })),
    dataTypeFilterOperatorMap: operatorsByType(),
    dateGranularityInfos: granularities.map(([value, label]) => ({ value, label })),
    divisionInfo: null,
    objects: [
      { apiName: type.root, joinType: 'ROOT', label: reader.org.object(type.root).label },
      ...type.joins.map(({ object, joinType }) => ({
        apiName: object,
        joinType,
        label: reader.org.object(object).label,
      })),
    ],
    scopeInfo: {
      defaultValue: type.scopes[0]?.value ?? null,
      values: type.scopes.map(({ value, label }) => ({ allowsDivision: false, label, value })),
    },
    standardDateFilterDurationGroups: [
      {
        label: 'Custom',
        standardDateFilterDurations: [{ label: 'Custom', value: 'CUSTOM', startDate: null, endDate: null }],
      },
      {
        label: 'Relative',
        standardDateFilterDurations: durations.map(([value, label]) => ({
          label,
          value,
          startDate: null,
          endDate: null,
        })),
      },
    ],
    standardFilterInfos: {},
    supportsJoinedFormat: true,
  };
}
