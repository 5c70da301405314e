import type { ErrorClass } from '@ce/contracts';

/**
 * How far a failure reaches: `org` stops every call to this org for now, `request` only this call (its text, its
 * report, its fields), `record` only the record it names.
 */
export type FailureScope = 'org' | 'request' | 'record';

/** A limit that Salesforce says was passed. `daily` resumes over 24 hours, the report limits within the hour. */
export type Throttle = 'daily' | 'concurrent' | 'reports-at-once' | 'reports-per-hour';

export interface Failure {
  errorClass: ErrorClass;
  /** Salesforce's own code (`INVALID_FIELD`), `NO_ANSWER`, `CONNECTION_REFUSED`, or `HTTP_<status>` for bodies without one. */
  code: string;
  /** What is wrong, in one sentence, without field values. */
  message: string;
  /** What an administrator can do, in one sentence. */
  fix: string;
  /** API names of the fields that Salesforce named. */
  fields: string[];
  scope: FailureScope;
  throttle: Throttle | null;
  /** Salesforce may have carried the request out although it did not say so; look before repeating an insert. */
  ambiguous: boolean;
}

/** One record's refusal inside an answered call. Its neighbours are not affected. */
export type RecordError = Failure;

/** A whole call failed. `message` and `fix` hold no field values, tokens or bodies, so that they may be logged and shown. */
export class SalesforceError extends Error implements Failure {
  readonly errorClass: ErrorClass;
  readonly code: string;
  readonly fix: string;
  readonly fields: string[];
  readonly scope: FailureScope;
  readonly throttle: Throttle | null;
  readonly ambiguous: boolean;
  /** What was tried, e.g. `query`, `update 40 records`. */
  readonly attempted: string;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;

  constructor(failure: Failure & { attempted: string; status: number | null }, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.name = 'SalesforceError';
    this.errorClass = failure.errorClass;
    this.code = failure.code;
    this.fix = failure.fix;
    this.fields = failure.fields;
    this.scope = failure.scope;
    this.throttle = failure.throttle;
    this.ambiguous = failure.ambiguous;
    this.attempted = failure.attempted;
    this.status = failure.status;
  }

  /** The same failure as the answer for one of the call's records. */
  asRecordError(): RecordError {
    const { errorClass, code, message, fix, fields, scope, throttle, ambiguous } = this;
    return { errorClass, code, message, fix, fields, scope, throttle, ambiguous };
  }
}
