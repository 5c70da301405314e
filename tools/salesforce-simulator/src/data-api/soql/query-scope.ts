import type { ObjectView } from '../../org/access.js';
import type { ObjectSchema, OrgRecord } from '../../org/field-schema.js';
import type { Org, OrgUser } from '../../org/org.js';

/** For whom a query runs, and on what. */
export interface QueryScope {
  readonly org: Org;
  readonly user: OrgUser;
  readonly soql: string;
  readonly view: ObjectView;
  /** API version as in paths: `62.0`. */
  readonly version: string;
  /** Alias of the object, which may stand before each field. */
  readonly alias: string | null;
}

export interface Row {
  readonly object: ObjectSchema;
  readonly record: OrgRecord;
}
