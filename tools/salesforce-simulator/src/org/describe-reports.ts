import { z } from 'zod';

const operator = z.enum([
  'equals',
  'notEqual',
  'lessThan',
  'greaterThan',
  'lessOrEqual',
  'greaterOrEqual',
  'contains',
  'notContain',
  'startsWith',
  'includes',
  'excludes',
  'within',
]);

export const reportFilter = z.strictObject({
  column: z.string(),
  operator,
  value: z.string(),
  filterType: z.enum(['fieldValue', 'fieldToField']).default('fieldValue'),
  isRunPageEditable: z.boolean().default(true),
});

export const reportGrouping = z.strictObject({
  name: z.string(),
  sortOrder: z.enum(['Asc', 'Desc']).default('Asc'),
  dateGranularity: z
    .enum([
      'None',
      'Day',
      'Week',
      'Month',
      'Quarter',
      'Year',
      'FiscalQuarter',
      'FiscalYear',
      'MonthInYear',
      'DayInMonth',
    ])
    .default('None'),
  sortAggregate: z.string().nullable().default(null),
});

/** A saved report in the words of `reportMetadata` (salesforce-api.md §2.4). */
export const reportDescription = z.strictObject({
  id: z.string().optional(),
  name: z.string(),
  developerName: z.string().optional(),
  description: z.string().nullable().default(null),
  /** A folder id, a user id (private) or the org id (unfiled public). */
  folderId: z.string().optional(),
  format: z.enum(['TABULAR', 'SUMMARY', 'MATRIX', 'MULTI_BLOCK']).default('TABULAR'),
  /** `LeadList`, `ContactList`, `CampaignLead`, `CampaignContact`, … or a custom report type `Name__c` (§2.10). */
  reportType: z.string(),
  scope: z.string().optional(),
  detailColumns: z.array(z.string()),
  groupingsDown: z.array(reportGrouping).default([]),
  groupingsAcross: z.array(reportGrouping).default([]),
  aggregates: z.array(z.string()).default(['RowCount']),
  filters: z.array(reportFilter).default([]),
  booleanFilter: z.string().nullable().default(null),
  standardDateFilter: z
    .strictObject({
      column: z.string(),
      durationValue: z.string(),
      startDate: z.string().nullable(),
      endDate: z.string().nullable(),
    })
    .nullable()
    .default(null),
  sortBy: z.array(z.strictObject({ sortColumn: z.string(), sortOrder: z.enum(['Asc', 'Desc']) })).default([]),
  ownerId: z.string().optional(),
  topRows: z
    .strictObject({ rowLimit: z.number().int().positive(), direction: z.enum(['Asc', 'Desc']) })
    .nullable()
    .default(null),
  /** False for a report saved without "show details". */
  hasDetailRows: z.boolean().default(true),
  /** Salesforce refuses to run it: its object or relationships are gone. */
  obsolete: z.boolean().default(false),
});
export type ReportDescription = z.infer<typeof reportDescription>;

export const folderDescription = z.strictObject({
  id: z.string().optional(),
  name: z.string(),
  developerName: z.string().optional(),
  /** Public folders open to everybody with `ViewPublicReports`; shared ones only to users that list them. */
  access: z.enum(['public', 'shared']).default('public'),
});

/** A custom report type: a base object with child or lookup objects joined to it. */
export const customReportType = z.strictObject({
  /** With `__c`. */
  name: z.string(),
  label: z.string(),
  baseObject: z.string(),
  joins: z
    .array(
      z.strictObject({
        /** The joined object, e.g. OpportunityContactRole. */
        object: z.string(),
        /** `child`: the joined object holds the parent's id in `field`; `lookup`: the parent holds the joined id there. */
        by: z.enum(['child', 'lookup']).default('child'),
        field: z.string(),
        /** Joined from this object; the base object when left out. */
        from: z.string().optional(),
        /** `INNER` drops parents without children. */
        joinType: z.enum(['INNER', 'OUTER']).default('INNER'),
      }),
    )
    .default([]),
});
export type CustomReportType = z.infer<typeof customReportType>;
