import type { RecordError } from './classify-error/salesforce-error.js';
import type { DeployOptions, DeployStatus } from './deploy-metadata/deploy-types.js';
import type { GlobalDescribe, ObjectDescribe, ObjectDescribeIfChanged } from './describe-objects/describe-types.js';
import type { Identity, ObjectReach, OrganizationFacts, OrgLimits, SharingDefault } from './inspect-org/org-facts.js';
import type { ObjectWithDefault } from './inspect-org/read-reach.js';
import type {
  ReportDescribe,
  ReportInstance,
  ReportListEntry,
  ReportMetadata,
  ReportRun,
} from './run-reports/report-types.js';

/** What a token answer gives, or a lease. */
export interface OrgSession {
  accessToken: string;
  /** `https://acme.my.salesforce.com`; checked by whoever stored it (`isSalesforceHost`). */
  instanceUrl: string;
  /** `62.0`; there is no default, because jsforce's own is years old. */
  apiVersion: string;
}

export interface OrgConnectOptions {
  /** For one call including its whole body. Milliseconds. */
  timeoutMs: number;
  /** Sent as `Sforce-Call-Options: client=…`, by which Salesforce tells partner apps apart. */
  client?: string;
  /** Runs before every call; a throw keeps the call from being made. Budgets hook in here. */
  beforeCall?: () => Promise<void>;
  /**
   * Asked once per call when Salesforce answers 401 INVALID_SESSION_ID, which it does before doing anything. A session
   * it returns repeats that one call; null gives the 401 to the caller.
   */
  renewSession?: () => Promise<OrgSession | null>;
  onCall?: (call: OrgCall) => void;
}

/** One finished API call, for metrics and the journal. */
export interface OrgCall {
  /** `query`, `composite-query`, `describe`, `write`, `retrieve`, `report-run`, … */
  kind: string;
  /** Null when no answer came. */
  status: number | null;
  milliseconds: number;
}

export interface OrgUsage {
  used: number;
  limit: number;
}

/** A record as SOQL returns it: relationships nested, every level with its own `attributes`. */
export type QueriedRecord<Fields = Record<string, unknown>> = Fields & { attributes: { type: string; url?: string } };

export interface ManyQueryOptions {
  /** Deleted and archived rows too, as `queryAll` gives them. */
  deletedToo?: boolean;
}

export type ManyQueryAnswer<Fields> =
  { kind: 'rows'; rows: QueriedRecord<Fields>[] } | { kind: 'refused'; error: RecordError };

/** A record to create, update or upsert. `id` is needed for updates only. */
export interface RecordToWrite {
  type: string;
  id?: string;
  fields: Record<string, string | number | boolean | null>;
}

export type WriteResult = { kind: 'saved'; id: string; created: boolean } | { kind: 'refused'; error: RecordError };

export interface ReportOverrides {
  /** Replaces the report's whole `reportMetadata`; take the one of `describeReport` and change it. */
  reportMetadata: ReportMetadata;
}

/**
 * One Salesforce org, as one connected user. Every method throws SalesforceError when its call failed; nothing is
 * repeated except after a renewed session. Made by `connectToOrg`, cheap enough to make one per batch.
 */
export interface SalesforceOrg {
  /** API calls that may have counted against the org's daily limit so far. */
  readonly callsMade: number;
  /** From the last `Sforce-Limit-Info` seen, or null. */
  readonly orgUsage: OrgUsage | null;
  /** The last call's daily limit was REQUEST_LIMIT_EXCEEDED "TotalRequests". */
  readonly dailyLimitHit: boolean;
  /** Code of the last refusal, of a call or a record, that a lost right of the user would explain; or null. */
  readonly refusedRight: string | null;
  readonly instanceUrl: string;

  /** All rows, over as many pages as there are. Holds them in memory: use `queryPages` above some ten thousand. */
  query<Fields>(soql: string): Promise<QueriedRecord<Fields>[]>;
  /** Deleted and archived rows too. */
  queryAll<Fields>(soql: string): Promise<QueriedRecord<Fields>[]>;
  /** Page by page, up to 2,000 rows each. */
  queryPages<Fields>(soql: string): AsyncIterable<QueriedRecord<Fields>[]>;
  /** Up to 5 queries travel in one API call; answers in the order of the queries, one refused query spoils no other. */
  queryMany<Fields>(soqls: readonly string[], options?: ManyQueryOptions): Promise<ManyQueryAnswer<Fields>[]>;
  /**
   * Rows for any number of ids: `soqlFor` gets a literal list for `IN (…)`. 2,000 ids travel per query and 5 queries per
   * call. Rows come in no order; ids not found or not visible are missing. Throws when one of the queries is refused.
   */
  queryByIds<Fields>(
    ids: readonly string[],
    soqlFor: (idList: string) => string,
    options?: ManyQueryOptions,
  ): Promise<QueriedRecord<Fields>[]>;

  describe(objectType: string): Promise<ObjectDescribe>;
  /** `since` is the `lastModified` of an earlier answer. */
  describeIfChanged(objectType: string, since: string | null): Promise<ObjectDescribeIfChanged>;
  describeGlobal(): Promise<GlobalDescribe>;

  /** By id, up to 2,000; in the order of `ids`, null for what is deleted or not visible. Own fields only, no relationships. */
  retrieve<Fields>(
    objectType: string,
    ids: readonly string[],
    fields: readonly string[],
  ): Promise<(QueriedRecord<Fields> | null)[]>;

  /**
   * Up to 1,000 records in one API call. One result per record in the order given; a refused record stops no other.
   * Throws only when the call as a whole failed; `ambiguous` then says whether records may have been created.
   */
  createRecords(records: readonly RecordToWrite[]): Promise<WriteResult[]>;
  /** As createRecords; each record needs its id. */
  updateRecords(records: readonly RecordToWrite[]): Promise<WriteResult[]>;
  /** As createRecords, for one object type, by a unique external-id field that each record's `fields` hold. */
  upsertRecords(objectType: string, externalIdField: string, records: readonly RecordToWrite[]): Promise<WriteResult[]>;

  /** All reports that the user may see, by SOQL; `GET /reports` would give the 200 last viewed. */
  listReports(): Promise<ReportListEntry[]>;
  /** How many reports the user may see, up to 2,000. One call however many there are. */
  countReports(): Promise<number>;
  describeReport(reportId: string): Promise<ReportDescribe>;
  /** Synchronous, with details, at most 2,000 rows: look at `allData`. */
  runReport(reportId: string, overrides?: ReportOverrides): Promise<ReportRun>;
  startReportInstance(reportId: string, overrides?: ReportOverrides): Promise<ReportInstance>;
  /** `running` until Salesforce is done; the run itself afterwards. */
  readReportInstance(
    reportId: string,
    instanceId: string,
  ): Promise<{ kind: 'running' } | { kind: 'failed' } | { kind: 'finished'; run: ReportRun }>;
  deleteReportInstance(reportId: string, instanceId: string): Promise<void>;

  /** Null without the permission "View Setup and Configuration": then Salesforce says API_DISABLED_FOR_ORG (§3.7). */
  limits(): Promise<OrgLimits | null>;
  organization(): Promise<OrganizationFacts>;
  /** Of the asked names (`PermissionsRunReports`) those that the org has, with the user's value; others are left out. */
  userPermissions<Name extends string>(names: readonly Name[]): Promise<Partial<Record<Name, boolean>>>;
  identity(): Promise<Identity>;
  /** Of all permission sets of the user together; null without "View Setup and Configuration". One call, two in old orgs. */
  objectReach<Name extends string>(
    userId: string,
    objects: readonly Name[],
  ): Promise<Partial<Record<Name, ObjectReach>> | null>;
  /** Org-wide defaults; an object with a default that has no known word is left out. Null where they cannot be read. */
  sharingDefaults(): Promise<Partial<Record<ObjectWithDefault, SharingDefault>> | null>;

  /** Starts the deployment of a zip in metadata format; ask `readDeploy` until it is done. For the package's installer. */
  startDeploy(zip: Buffer, options: DeployOptions): Promise<DeployStatus>;
  readDeploy(deployId: string): Promise<DeployStatus>;
}
