import type { OrgRecord } from '../org/field-schema.js';

/** One joined row: a record per object of the report type, in the order of `objectsOf`; nothing where a join found none. */
export type ReportRow = readonly (OrgRecord | undefined)[];
