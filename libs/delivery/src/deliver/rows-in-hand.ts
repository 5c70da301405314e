import { randomUUID } from 'node:crypto';
import { withMates } from '../claim-work/mates-together.js';
import type { Lane, ReadyLane, WorkQueue } from '../claim-work/work-queue.js';
import type { WorkRow } from '../claim-work/work-row.js';
import { laneKey } from './lane-key.js';

interface HeldRow<Row> {
  row: Row;
  /** Of `performance.now()`. Afterwards somebody else may have taken the claim over, and nothing may be sent. */
  validUntil: number;
}

interface HeldLane<Row> {
  lane: Lane;
  held: HeldRow<Row>[];
  /** Rows that are being stored. */
  promised: number;
}

export interface HandLimits {
  mostPerLane: number;
  most: number;
}

/**
 * Rows that this process stored as its own claim and sends without reading them from the table. They are as durable as
 * any claimed row: when the process dies, their claim runs out and they are taken over.
 */
export class RowsInHand<Row extends WorkRow> {
  readonly claimId = randomUUID();
  readonly #lanes = new Map<string, HeldLane<Row>>();
  #count = 0;
  #waiters: (() => void)[] = [];

  constructor(
    private readonly queue: Pick<WorkQueue<Row>, 'claimMs' | 'renew'>,
    private readonly limits: HandLimits,
  ) {}

  /** Waits up to `patienceMs` for room, while `isOpen`. True: `put` must follow. */
  async promise(lane: Lane, rows: number, isOpen: () => boolean, patienceMs: number): Promise<boolean> {
    if (rows > this.limits.mostPerLane) return false;
    const deadline = performance.now() + patienceMs;
    while (isOpen()) {
      if (this.#hasRoom(lane, rows)) {
        this.#of(lane).promised += rows;
        this.#count += rows;
        return true;
      }
      const left = deadline - performance.now();
      if (left <= 0) return false;
      await this.#change(left);
    }
    return false;
  }

  /** @param since when the caller began to store them, of `performance.now()` */
  put(lane: Lane, promised: number, rows: readonly Row[], since: number): void {
    const of = this.#of(lane);
    of.promised -= promised;
    this.#count += rows.length - promised;
    const validUntil = since + this.queue.claimMs / 2;
    for (const row of rows) of.held.push({ row, validUntil });
    this.tell();
  }

  /**
   * Lanes with rows that no other batch stands in the way of, counted up to `countUpTo`; without those that have fewer rows
   * than `least` wants to see of them.
   */
  ready(isBusy: (row: Row) => boolean, least: (lane: Lane) => number, countUpTo: number): ReadyLane[] {
    const lanes: ReadyLane[] = [];
    const now = performance.now();
    for (const { lane, held } of this.#lanes.values()) {
      if (held.length < least(lane)) continue;
      let ready = 0;
      let readySince: Date | undefined;
      for (const { row, validUntil } of held) {
        if (ready >= countUpTo) break;
        if (validUntil <= now || isBusy(row)) continue;
        ready += 1;
        readySince ??= row.createdAt;
      }
      if (readySince !== undefined) lanes.push({ ...lane, ready, readySince });
    }
    return lanes;
  }

  /**
   * The oldest that are still ours and that no other batch stands in the way of, each with all its mates: those that stayed
   * behind would have to wait for this batch.
   */
  take(lane: Lane, limit: number, isBusy: (row: Row) => boolean): Row[] {
    const of = this.#of(lane);
    const now = performance.now();
    const free = of.held.filter(({ row, validUntil }) => validUntil > now && !isBusy(row)).map(({ row }) => row);
    const taken = new Set(withMates(free).slice(0, limit));
    // Those for which it is too late stay until the next renewal says whose they are by now.
    this.#keep(
      of,
      of.held.filter(({ row }) => !taken.has(row)),
    );
    return [...taken];
  }

  takeAll(lane: Lane): Row[] {
    const of = this.#of(lane);
    const all = of.held.map(({ row }) => row);
    this.#keep(of, []);
    return all;
  }

  lanes(): Lane[] {
    return [...this.#lanes.values()].filter(({ held }) => held.length > 0).map(({ lane }) => lane);
  }

  /** To be called at least every sixth of the claim time. Rows that turn out to be somebody else's by now are let go. */
  async renew(): Promise<void> {
    const { claimMs } = this.queue;
    for (const of of this.#lanes.values()) {
      const begun = performance.now();
      const ids = of.held.filter(({ validUntil }) => validUntil - begun < claimMs / 3).map(({ row }) => row.id);
      if (ids.length === 0) continue;
      const ours = await this.queue.renew(of.lane, this.claimId, ids);
      const asked = new Set(ids);
      for (const one of of.held) if (ours.has(one.row.id)) one.validUntil = begun + claimMs / 2;
      this.#keep(
        of,
        of.held.filter(({ row }) => !asked.has(row.id) || ours.has(row.id)),
      );
    }
  }

  /** Something changed that whoever waits for room should look at. */
  tell(): void {
    for (const waiter of this.#waiters.splice(0)) waiter();
  }

  #keep(of: HeldLane<Row>, held: HeldRow<Row>[]): void {
    this.#count -= of.held.length - held.length;
    of.held = held;
    const key = laneKey(of.lane);
    // While a renewal waited for the database, the lane may have been emptied, forgotten and begun anew.
    if (held.length === 0 && of.promised === 0 && this.#lanes.get(key) === of) this.#lanes.delete(key);
    this.tell();
  }

  #hasRoom(lane: Lane, rows: number): boolean {
    const { held, promised } = this.#of(lane);
    const { mostPerLane, most } = this.limits;
    return held.length + promised + rows <= mostPerLane && this.#count + rows <= most;
  }

  #change(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #of({ connectionId, kind }: Lane): HeldLane<Row> {
    const key = laneKey({ connectionId, kind });
    let of = this.#lanes.get(key);
    if (of === undefined) {
      of = { lane: { connectionId, kind }, held: [], promised: 0 };
      this.#lanes.set(key, of);
    }
    return of;
  }
}
