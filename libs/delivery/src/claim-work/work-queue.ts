import { randomUUID } from 'node:crypto';
import type { CallKind } from '@ce/contracts';
import { inTransaction, textArray } from '@ce/database';
import type { DataSource, EntityManager } from 'typeorm';
import type { Settlement } from '../deliver/row-outcome.js';
import { matesTogether } from './mates-together.js';
import { readRows } from './read-row.js';
import { type DoneColumns, settlementColumns } from './settlement-columns.js';
import type { WorkRow } from './work-row.js';
import { workStatements, type WorkStatements } from './work-statements.js';

/** One connection's rows of one kind: what a lease is for, and what a pause stops. */
export interface Lane {
  connectionId: string;
  kind: CallKind;
}

export interface ReadyLane extends Lane {
  /** Rows ready now, counted up to the batch size. */
  ready: number;
  /** When the longest-waiting of the counted rows became ready. */
  readySince: Date;
}

export interface Claim<Row extends WorkRow> {
  /** Proof of ownership: a settlement under a claim that was taken over changes nothing. */
  claimId: string;
  rows: Row[];
}

export interface WorkQueueOptions {
  table: string;
  /** How long a claim holds without renewal. Milliseconds. */
  claimMs: number;
  /**
   * How long after its claim a lost process's call may still be carried out: looking earlier could miss it. Give the
   * timeout of a call where repeating the effect does harm; 0 where it does none. Milliseconds.
   */
  doubtMs?: number;
  /** What a finished row (done or superseded) lets go of: column → the SQL literal that it then holds. */
  forget?: Readonly<Record<string, string>>;
}

/** A service's work table. All methods are one short statement or transaction. */
export class WorkQueue<Row extends WorkRow> {
  readonly #sql: WorkStatements;

  constructor(
    private readonly dataSource: DataSource,
    private readonly options: WorkQueueOptions,
  ) {
    this.#sql = workStatements(options.table, options.forget);
  }

  /** How long a claim holds without renewal. Milliseconds. */
  get claimMs(): number {
    return this.options.claimMs;
  }

  /** Lanes with rows that are due, longest-waiting first. */
  async readyLanes(countUpTo: number): Promise<ReadyLane[]> {
    return readRows(await this.dataSource.query(this.#sql.readyLanes, [countUpTo]));
  }

  /**
   * Up to `limit` rows of a lane, by priority, then age; rows of one lock group together. Never a row whose record or
   * lock group is in another claim.
   */
  async claim(lane: Lane, limit: number): Promise<Claim<Row>> {
    const claimId = randomUUID();
    const rows = await inTransaction(this.dataSource, async (manager) => {
      // Two claims of one connection side by side would each miss the other's uncommitted rows of the same record.
      await manager.query(this.#sql.lockConnection, [lane.connectionId]);
      const parameters = [lane.connectionId, lane.kind, limit, claimId, this.options.claimMs];
      const [raw] = await manager.query<[Record<string, unknown>[], number]>(this.#sql.claim, parameters);
      return readRows<Row>(raw);
    });
    // `update … returning` promises no order.
    return { claimId, rows: matesTogether(rows) };
  }

  /**
   * Keeps a claim that takes longer than `claimMs`; only these rows of it, where they are named.
   * @returns the ids that are still this claim's
   */
  async renew(lane: Lane, claimId: string, ids: readonly string[] | null = null): Promise<Set<string>> {
    const parameters = [lane.connectionId, lane.kind, claimId, this.options.claimMs, ids];
    const [raw] = await this.dataSource.query<[{ id: string }[], number]>(this.#sql.renew, parameters);
    return new Set(raw.map(({ id }) => id));
  }

  /** Rows whose claim ran out wait again, marked ambiguous and not before `doubtMs` have passed. Returns how many. */
  async takeOverAbandoned(): Promise<number> {
    const [, taken] = await this.dataSource.query<[unknown, number]>(this.#sql.takeOver, [this.options.doubtMs ?? 0]);
    return taken;
  }

  /**
   * Not done, nobody's fault: waiting again as if never claimed. Only for rows whose call was never made; only these of
   * the claim, where they are named.
   */
  async handBack(lane: Lane, claimId: string, ids: readonly string[] | null = null): Promise<void> {
    await this.dataSource.query(this.#sql.handBack, [lane.connectionId, lane.kind, claimId, ids]);
  }

  /** Many rows in one statement, or two; returns the ids that were still this claim's. */
  async settle(
    manager: EntityManager,
    claimId: string,
    settlements: ReadonlyMap<string, Settlement>,
  ): Promise<Set<string>> {
    const { done, others } = settlementColumns(settlements);
    const settled = done.ids.length === 0 ? [] : await this.#settleDone(manager, claimId, done);
    if (done.ids.length === settlements.size) return new Set(settled);
    const [raw] = await manager.query<[{ id: string }[], number]>(this.#sql.settle, [claimId, ...others]);
    return new Set([...settled, ...raw.map((row) => row.id)]);
  }

  async #settleDone(manager: EntityManager, claimId: string, { ids, resultIds }: DoneColumns): Promise<string[]> {
    const parameters = [claimId, textArray(ids), textArray(resultIds)];
    const [row] = await manager.query<{ ids: string[] | null }[]>(this.#sql.settleDone, parameters);
    return row?.ids ?? ids;
  }
}
