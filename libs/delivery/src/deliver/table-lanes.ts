import type { Lane, ReadyLane, WorkQueue } from '../claim-work/work-queue.js';
import type { WorkRow } from '../claim-work/work-row.js';
import { laneKey } from './lane-key.js';

/** What is known of the rows that wait in the table, from the last look at it. */
export class TableLanes<Row extends WorkRow> {
  #ready: ReadyLane[] = [];
  /** Lanes of which rows wait in the table, which go first; null until it was read. */
  #backlog: Set<string> | null = null;
  #nextLook = 0;

  constructor(
    private readonly queue: Pick<WorkQueue<Row>, 'readyLanes'>,
    private readonly options: { batchSize: number; pollMs: number },
  ) {}

  get ready(): readonly ReadyLane[] {
    return this.#ready;
  }

  lookSoon(): void {
    this.#nextLook = 0;
  }

  async look(): Promise<void> {
    if (Date.now() < this.#nextLook) return;
    this.#nextLook = Date.now() + this.options.pollMs;
    this.#ready = await this.queue.readyLanes(this.options.batchSize);
    this.#backlog = new Set(this.#ready.map(laneKey));
  }

  isEmpty(lane: Lane): boolean {
    return this.#backlog?.has(laneKey(lane)) === false;
  }

  /** Rows of it were stored as waiting, or went back to the table. */
  add(lane: Lane): void {
    this.#backlog?.add(laneKey(lane));
  }

  /** A claim begins; what it leaves is not known before the next look. */
  forget(lane: Lane): void {
    this.#ready = this.#ready.filter((other) => laneKey(other) !== laneKey(lane));
  }
}
