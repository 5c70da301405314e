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
});
export type Switches = z.infer<typeof switches>;
