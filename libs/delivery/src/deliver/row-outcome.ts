import type { ErrorClass } from '@ce/contracts';
import type { RecordError } from '@ce/salesforce';

/** What `perform` says about one row. */
export type RowOutcome =
  | { kind: 'done'; resultId?: string }
  /** Salesforce refused it; the retry policy decides between a retry and parking. */
  | { kind: 'failed'; error: RecordError }
  /** The service decides that a person is needed. */
  | { kind: 'park'; errorClass: ErrorClass; code: string; reason: string; fix: string }
  /** No longer wanted, e.g. a newer value went out. */
  | { kind: 'superseded'; reason: string }
  /** Again after `notBefore`, not counted as an attempt. */
  | { kind: 'later'; notBefore: Date; reason: string };

/** What became of a row, after the retry policy. */
export type Settlement =
  | { state: 'done'; resultId: string | null }
  | { state: 'superseded'; reason: string }
  | {
      state: 'parked';
      errorClass: ErrorClass;
      code: string;
      reason: string;
      fix: string;
      attempts: number;
      ambiguous: boolean;
    }
  | {
      state: 'waiting';
      notBefore: Date;
      attempts: number;
      errorClass: ErrorClass | null;
      code: string | null;
      reason: string;
      fix: string | null;
      ambiguous: boolean;
    };

export interface SettledRow<Row> {
  row: Row;
  settlement: Settlement;
}
