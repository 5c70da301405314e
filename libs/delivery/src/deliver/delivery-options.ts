import type { CallKind } from '@ce/contracts';
import type { SalesforceOrg } from '@ce/salesforce';
import type { DataSource, EntityManager } from 'typeorm';
import type { Lane, WorkQueue } from '../claim-work/work-queue.js';
import type { WorkRow } from '../claim-work/work-row.js';
import type { WithOrg } from '../lease-calls/with-org.js';
import type { RetryPolicy } from '../retry-policy/decide-retry.js';
import type { RowOutcome, SettledRow } from './row-outcome.js';

export interface DeliveryOptions<Row extends WorkRow> {
  dataSource: DataSource;
  queue: WorkQueue<Row>;
  withOrg: WithOrg;
  /** How long a batch may wait to fill, counted from its oldest row. Milliseconds. */
  lingerMs: number;
  /** At most 1,000: what one composite call carries. */
  batchSize: number;
  /** Batches in flight in this process, over all connections. A lane whose calls go well has up to half of them. */
  concurrency: number;
  /** How often the table is read without a nudge. Milliseconds. */
  pollMs: number;
  /** Kinds that are sent at once, however few they are. */
  urgentKinds?: readonly CallKind[];
  /** API calls leased per batch; default 1. */
  callsPerBatch?: number;
  retryPolicy?: RetryPolicy;
  /**
   * Sends a batch; one outcome per row, by row id. Runs outside any transaction. A throw is taken as the failure of every
   * row, so a perform that writes in more than one call returns what the earlier calls did. Rows with `ambiguous` may be
   * in Salesforce already. Rows without an outcome count as failed.
   */
  perform: (org: SalesforceOrg, rows: readonly Row[]) => Promise<ReadonlyMap<string, RowOutcome>>;
  /** In the transaction that settles the rows: outgoing events go to the outbox here. */
  onSettled?: (manager: EntityManager, settled: readonly SettledRow<Row>[]) => Promise<void>;
  /** After that transaction: log lines and metrics, which must not speak of what was rolled back. */
  onCommitted?: (settled: readonly SettledRow<Row>[]) => void;
  /** For metrics and one log line per batch. */
  onBatch?: (batch: FinishedBatch) => void;
  /** What is nobody's answer: the database or auth away, a fault in `perform`. `lane` null: while looking for work. */
  onError?: (error: unknown, lane: Lane | null) => void;
}

/** Leave to store rows as this process's own claim. */
export interface Acceptance<Row extends WorkRow> {
  /** Stored as `claimed_by`, with `claimed_until` at `claimMs` from now. */
  claimId: string;
  claimMs: number;
  /** What is stored and committed, as the table now has it. To be called once, with nothing where storing failed. */
  hand: (stored: readonly Row[]) => void;
}

export interface FinishedBatch extends Lane {
  rows: number;
  milliseconds: number;
  /** `failed`: the whole call, whatever became of its rows. */
  outcome: 'settled' | 'failed' | 'exhausted' | 'unavailable' | 'auth-away';
}

/** A lane that waits although it may have work. */
export interface LanePause extends Lane {
  until: Date;
  reason: string;
  fix: string | null;
}
