import { z } from 'zod';
import { reportDescription, reportFilter, reportGrouping } from '../org/describe-reports.js';
import type { ReportDescription } from '../org/describe-reports.js';
import { SalesforceFault } from '../http/salesforce-fault.js';
import { reportFaults } from './report-fault.js';

const text = z.string();
/** `reportMetadata` of a request; properties that a run cannot change are let through and left alone. */
const overrides = z.object({
  name: text.optional(),
  reportFormat: z.enum(['TABULAR', 'SUMMARY', 'MATRIX', 'MULTI_BLOCK']).optional(),
  reportType: z.object({ type: text }).optional(),
  detailColumns: z.array(text).optional(),
  aggregates: z.array(text).optional(),
  groupingsDown: z.array(reportGrouping.partial({ sortOrder: true }).strip()).nullish(),
  groupingsAcross: z.array(reportGrouping.partial({ sortOrder: true }).strip()).nullish(),
  reportFilters: z
    .array(z.object({ column: text, operator: text, value: z.union([text, z.number(), z.boolean()]).nullish() }))
    .nullish(),
  reportBooleanFilter: text.nullish(),
  standardDateFilter: z
    .object({ column: text, durationValue: text, startDate: text.nullish(), endDate: text.nullish() })
    .nullish(),
  sortBy: z.array(z.object({ sortColumn: text, sortOrder: z.enum(['Asc', 'Desc']).default('Asc') })).nullish(),
  topRows: z
    .object({ rowLimit: z.number().int().positive(), direction: z.enum(['Asc', 'Desc']).default('Asc') })
    .nullish(),
  scope: text.nullish(),
  hasDetailRows: z.boolean().optional(),
  folderId: text.nullish(),
  description: text.nullish(),
});

export type ReportOverrides = z.infer<typeof overrides>;

/** Requests with a body must be JSON (415), hold `reportMetadata` and, for a run, `reportFilters` (salesforce-api.md §2.4). */
export function readOverrides(
  rawBody: string,
  contentType: string | undefined,
  needsFilters: boolean,
): ReportOverrides {
  if (rawBody.trim() !== '' && contentType?.toLowerCase().includes('application/json') !== true) {
    throw reportFaults.notJson();
  }
  const body = z.object({ reportMetadata: z.unknown().optional() }).safeParse(parse(rawBody));
  const metadata = body.data?.reportMetadata;
  if (metadata === undefined || metadata === null) throw reportFaults.noMetadata();
  const read = overrides.safeParse(metadata);
  if (!read.success) throw invalidBody();
  if (needsFilters && (read.data.reportFilters ?? null) === null) throw reportFaults.noFilters();
  return read.data;
}

function parse(rawBody: string): unknown {
  if (rawBody.trim() === '') return {};
  try {
    return JSON.parse(rawBody);
  } catch {
    throw reportFaults.malformedBody();
  }
}

/** The saved report as this one request wants it; nothing is saved. */
export function withOverrides(saved: ReportDescription, changes: ReportOverrides): ReportDescription {
  const { reportFilters, standardDateFilter, sortBy } = changes;
  const merged = {
    ...saved,
    ...pick(changes, ['name', 'detailColumns', 'aggregates', 'hasDetailRows']),
    ...(changes.reportFormat !== undefined && { format: changes.reportFormat }),
    ...(changes.reportType !== undefined && { reportType: changes.reportType.type }),
    ...(changes.groupingsDown && { groupingsDown: changes.groupingsDown }),
    ...(changes.groupingsAcross && { groupingsAcross: changes.groupingsAcross }),
    ...(reportFilters && { filters: reportFilters.map((filter) => ({ ...filter, value: valueText(filter.value) })) }),
    ...(changes.reportBooleanFilter !== undefined && { booleanFilter: changes.reportBooleanFilter }),
    ...(standardDateFilter && {
      standardDateFilter: { startDate: null, endDate: null, ...defined(standardDateFilter) },
    }),
    ...(sortBy && { sortBy }),
    ...(changes.topRows !== undefined && { topRows: changes.topRows }),
    ...(changes.scope && { scope: changes.scope }),
  };
  const unknown = merged.filters.find((filter) => !reportFilter.shape.operator.safeParse(filter.operator).success);
  if (unknown !== undefined) throw reportFaults.invalidCondition(unknown.operator);
  const read = reportDescription.loose().safeParse(merged);
  if (!read.success) throw invalidBody();
  return read.data;
}

function valueText(value: string | number | boolean | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}

function pick<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Partial<Pick<T, K>> {
  const present = keys.filter((key) => value[key] !== undefined);
  return Object.fromEntries(present.map((key) => [key, value[key]])) as Partial<Pick<T, K>>;
}

function invalidBody(): SalesforceFault {
  return new SalesforceFault(500, 'INTERNAL_SERVER_ERROR', 'The request body is either invalid or incomplete.');
}
