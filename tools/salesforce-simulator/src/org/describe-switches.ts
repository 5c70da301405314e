import { z } from 'zod';

/** Where the public sources disagree or are silent, one choice each; the default is the better-evidenced one. */
export const switches = z.strictObject({
  /** `greaterThan` and its kin on id columns of a report run (§2.4, conflict). */
  reportIdComparison: z.enum(['accept', 'refuse']).default('accept'),
  /** A run may name a column of the type that the saved report has not selected (§10.2). */
  reportExtraColumns: z.enum(['accept', 'refuse']).default('accept'),
  /** A report that uses a field the caller may not see (§7.5). */
  reportHiddenColumn: z.enum(['drop', 'refuse']).default('drop'),
  /** Standard types offer LEAD_ID, CONTACT_ID and their kin as columns (§10.1). */
  reportIdColumns: z.enum(['offered', 'absent']).default('offered'),
  /** `recordId` on the cells of a run (§2.6). */
  reportCellRecordId: z.boolean().default(true),
  /** What a cell of a name column carries as `value` (§2.6). */
  reportNameCellValue: z.enum(['id', 'text']).default('id'),
  /** HTTP status of INSUFFICIENT_ACCESS_OR_READONLY (§4). */
  insufficientAccessStatus: z.union([z.literal(400), z.literal(403)]).default(400),
  /** HTTP status of ENTITY_IS_DELETED (§4). */
  entityIsDeletedStatus: z.union([z.literal(404), z.literal(400)]).default(404),
  /** HTTP status of INVALID_QUERY_LOCATOR (§3.1). */
  queryLocatorStatus: z.union([z.literal(404), z.literal(400)]).default(404),
  /** An upsert that updates: 200 with a body or 204 without (§3.2). */
  upsertUpdatedStatus: z.union([z.literal(200), z.literal(204)]).default(200),
  /** Code for the second row of one batch with the same id (§3.3). */
  repeatedIdCode: z.enum(['DUPLICATE_VALUE', 'INVALID_ID_FIELD']).default('DUPLICATE_VALUE'),
  /** A field that does not exist fails its row, or the whole collection request with 400. */
  unknownFieldInCollection: z.enum(['row', 'request']).default('row'),
  /** A failed row of a collection has no `id` key, or `id: null` (§3.3). */
  failedRowId: z.enum(['absent', 'null']).default('absent'),
  /** The misspelt key of real captures, or the documented one (§4). */
  duplicateResultKey: z.enum(['duplicateResut', 'duplicateResult']).default('duplicateResut'),
  /** A task on a lead may not also carry a WhatId (§5.1). */
  taskOnLeadWithWhat: z.enum(['refuse', 'accept']).default('refuse'),
  /** How a record that points at a converted lead is refused (§5.1). */
  convertedReferenceCode: z
    .enum(['CANNOT_UPDATE_CONVERTED_LEAD', 'INVALID_CROSS_REFERENCE_KEY'])
    .default('CANNOT_UPDATE_CONVERTED_LEAD'),
  /** The answer to a user without API Enabled (§4). */
  userWithoutApiCode: z.enum(['API_CURRENTLY_DISABLED', 'API_DISABLED_FOR_ORG']).default('API_CURRENTLY_DISABLED'),
  /** How long an idle query cursor lives; it depends on the release (§3.1). */
  queryCursorLifetime: z.enum(['two-days', 'fifteen-minutes']).default('two-days'),
  /** An order of an asynchronous run without a body and without the JSON content type (§3.8). */
  reportEmptyPost: z.enum(['accept', 'refuse']).default('accept'),
  /** A run without details has no `rows`, or empty ones (§2.5). */
  reportRowsWithoutDetails: z.enum(['absent', 'empty']).default('absent'),
  /** `hasExceededTabularRowLimit` of a tabular run (§2.5). */
  reportRowLimitFlag: z.enum(['absent', 'present']).default('absent'),
  /** What a run tells of its columns: all that is known, or label and data type alone (§2.3). */
  reportColumnFacts: z.enum(['all', 'label-and-type']).default('all'),
  /** `Format` of a joined report (§2.2). */
  joinedReportFormat: z.enum(['Multiblock', 'MultiBlock']).default('Multiblock'),
});
export type Switches = z.infer<typeof switches>;
