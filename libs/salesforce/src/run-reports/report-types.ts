export interface ReportListEntry {
  id: string;
  name: string;
  developerName: string | null;
  folderName: string | null;
  /** `Tabular`, `Summary`, `Matrix`, `MultiBlock` (joined). */
  format: string | null;
  description: string | null;
}

export interface ReportFilter {
  column: string;
  operator: string;
  value: string;
  filterType?: string | null;
  isRunPageEditable?: boolean;
}

/** Only what this system reads or changes is typed; a run with overrides sends everything back as it came. */
export interface ReportMetadata {
  id?: string;
  name?: string;
  reportFormat: 'TABULAR' | 'SUMMARY' | 'MATRIX' | 'MULTI_BLOCK' | (string & {});
  reportType?: { type: string; label: string };
  detailColumns: string[];
  aggregates?: string[];
  groupingsDown?: { name: string; sortOrder?: string; dateGranularity?: string }[];
  groupingsAcross?: { name: string; sortOrder?: string; dateGranularity?: string }[];
  reportFilters: ReportFilter[];
  reportBooleanFilter?: string | null;
  sortBy?: { sortColumn: string; sortOrder: 'Asc' | 'Desc' }[];
  standardDateFilter?: { column: string; durationValue: string; startDate: string | null; endDate: string | null };
  topRows?: { rowLimit: number; direction: string } | null;
  hasDetailRows?: boolean;
  [other: string]: unknown;
}

/** Everything but label and dataType is missing in some versions. Source: salesforce-api.md §2.3. */
export interface ReportColumn {
  label: string;
  dataType: string;
  entityColumnName?: string;
  fullyQualifiedName?: string;
  isLookup?: boolean;
  filterable?: boolean;
  uniqueCountable?: boolean;
  fieldInfo?: { entityName?: string; fieldName?: string; lookupEntityName?: string | null } | null;
}

export interface ReportExtendedMetadata {
  aggregateColumnInfo?: Record<string, { label: string; dataType: string }>;
  detailColumnInfo: Record<string, ReportColumn>;
  groupingColumnInfo?: Record<string, { label: string; dataType: string; groupingLevel?: number }>;
}

export interface ReportDescribe {
  attributes: { reportId: string; reportName: string; [other: string]: unknown };
  reportMetadata: ReportMetadata;
  reportExtendedMetadata: ReportExtendedMetadata;
  reportTypeMetadata?: {
    categories?: { label: string; columns: Record<string, ReportColumn> }[];
    objects?: { apiName: string; joinType?: string; label?: string }[];
    [other: string]: unknown;
  };
}

export interface ReportCell {
  label: string;
  value: unknown;
  /** Undocumented: the id of the row's record, on cells of inline-editable columns. Source: salesforce-api.md §2.6. */
  recordId?: string;
}

export interface ReportGrouping {
  key: string;
  label: string;
  value: unknown;
  groupings?: ReportGrouping[];
}

export interface ReportRun {
  attributes: { reportId?: string | null; reportName?: string; [other: string]: unknown };
  /** False: Salesforce cut the result at 2,000 rows. */
  allData: boolean;
  hasDetailRows?: boolean;
  /** `T!T`, `0_1!T`, …; an entry without details has no `rows` at all. Source: salesforce-api.md §2.5. */
  factMap: Record<string, { rows?: { dataCells: ReportCell[] }[]; aggregates?: { label: string; value: unknown }[] }>;
  groupingsDown?: { groupings: ReportGrouping[] };
  groupingsAcross?: { groupings: ReportGrouping[] };
  reportMetadata: ReportMetadata;
  reportExtendedMetadata: ReportExtendedMetadata;
}

export interface ReportInstance {
  id: string;
  status: 'New' | 'Success' | 'Running' | 'Error' | (string & {});
  requestDate?: string;
  completionDate?: string | null;
}
