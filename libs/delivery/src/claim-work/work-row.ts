import type { CallKind, ErrorClass } from '@ce/contracts';

/**
 * waiting → claimed → done | parked | superseded; claimed → waiting again for a retry, a hand-back or a take-over;
 * parked → waiting by replay.
 */
export type WorkState = 'waiting' | 'claimed' | 'done' | 'parked' | 'superseded';

/**
 * A row of a work table as the queue gives it: the columns of `workTableV1`, and the service's own, with camel-case names
 * (`connection_id` → `connectionId`). Times are Dates.
 */
export interface WorkRow {
  id: string;
  connectionId: string;
  recordId: string;
  /** Rows with the same group (an account, say) are in one batch at a time. */
  lockGroup: string | null;
  kind: CallKind;
  /** Lower first within a kind. */
  priority: number;
  state: WorkState;
  claimedBy: string | null;
  claimedUntil: Date | null;
  /** Failed attempts that count against the bound. */
  attempts: number;
  notBefore: Date;
  errorClass: ErrorClass | null;
  errorCode: string | null;
  reason: string | null;
  fix: string | null;
  /** An earlier attempt may have been carried out: look before repeating what is not idempotent. */
  ambiguous: boolean;
  /** What Salesforce made of it, e.g. the Task's id. */
  resultId: string | null;
  createdAt: Date;
  settledAt: Date | null;
}
