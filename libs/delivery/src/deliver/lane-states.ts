import type { CallKind } from '@ce/contracts';
import type { Lane, ReadyLane } from '../claim-work/work-queue.js';
import type { LanePause } from './delivery-options.js';
import { laneKey } from './lane-key.js';

interface LaneState {
  lane: Lane;
  /** Batches that are under way. */
  inFlight: number;
  /** The last whole call went well: then further batches may run beside the first. */
  isFlowing: boolean;
  /** The last whole call went well and took no longer than three seconds, from lease to settlement. */
  isSwift: boolean;
  /** Counts up over all lanes: the lane served longest ago is next. */
  lastTurn: number;
  /** Halved when Salesforce found a call too much; grows again slowly. */
  batchSize: number;
  /** Whole calls that failed in a row. */
  failures: number;
  pause: { until: Date; reason: string; fix: string | null } | null;
  /** Its rows are all under way elsewhere; not worth a word to anyone. */
  restsUntil: Date | null;
}

const SWIFT_MS = 3_000;

/** What this process knows about lanes between batches: turns, sizes and pauses. No input or output. */
export class LaneStates {
  readonly #states = new Map<string, LaneState>();
  #turn = 0;

  constructor(
    private readonly maxBatchSize: number,
    private readonly urgentKinds: ReadonlySet<CallKind>,
    /** Batches of one lane at the same time, while its calls go well. */
    private readonly mostPerLane = 1,
  ) {}

  /** Lanes that may have a batch now, in the order in which they should: urgent kinds, then whoever waited longest. */
  due<Ready extends ReadyLane>(ready: readonly Ready[], lingerMs: number, now: Date): Ready[] {
    return ready.filter((lane) => this.isDue(lane, lingerMs, now)).sort((a, b) => this.#rank(a) - this.#rank(b));
  }

  isDue(lane: ReadyLane, lingerMs: number, now: Date): boolean {
    if (this.#isHeld(lane, now)) return false;
    if (this.urgentKinds.has(lane.kind) || this.#isFull(lane)) return true;
    return now.getTime() - lane.readySince.getTime() >= lingerMs;
  }

  /** Milliseconds until a waiting lane has lingered enough, or null. */
  untilDue(ready: readonly ReadyLane[], lingerMs: number, now: Date): number | null {
    const waits = ready
      .filter((lane) => !this.#isHeld(lane, now) && !this.isDue(lane, lingerMs, now))
      .map((lane) => lane.readySince.getTime() + lingerMs - now.getTime());
    return waits.length === 0 ? null : Math.max(0, Math.min(...waits));
  }

  begin(lane: Lane): number {
    const state = this.#of(lane);
    this.#turn += 1;
    state.inFlight += 1;
    state.lastTurn = this.#turn;
    return state.batchSize;
  }

  inFlight(lane: Lane): number {
    return this.#of(lane).inFlight;
  }

  /** Whether its calls carry rows away about as fast as a process stores them. */
  isSwift(lane: Lane): boolean {
    return this.#of(lane).isSwift;
  }

  isPaused(lane: Lane, now: Date): boolean {
    const { pause } = this.#of(lane);
    return pause !== null && pause.until > now;
  }

  end(lane: Lane): void {
    this.#of(lane).inFlight -= 1;
  }

  /** A full batch that went well is a reason to try a somewhat larger one; a small one says nothing. */
  succeeded(lane: Lane, rows: number, milliseconds: number): void {
    const state = this.#of(lane);
    state.failures = 0;
    state.isFlowing = true;
    state.isSwift = milliseconds <= SWIFT_MS;
    if (rows < state.batchSize) return;
    state.batchSize = Math.min(this.maxBatchSize, state.batchSize + Math.ceil(state.batchSize / 8));
  }

  /** Returns how many whole calls had failed in a row before this one. */
  failed(lane: Lane, options: { tooMuch: boolean }): number {
    const state = this.#of(lane);
    if (options.tooMuch) state.batchSize = Math.max(1, Math.floor(state.batchSize / 2));
    state.failures += 1;
    state.isFlowing = false;
    state.isSwift = false;
    return state.failures - 1;
  }

  pause(lane: Lane, until: Date, reason: string, fix: string | null): void {
    const state = this.#of(lane);
    state.pause = { until, reason, fix };
    state.isFlowing = false;
    state.isSwift = false;
  }

  rest(lane: Lane, until: Date): void {
    this.#of(lane).restsUntil = until;
  }

  resume(connectionId: string): void {
    for (const state of this.#states.values()) {
      if (state.lane.connectionId !== connectionId) continue;
      state.pause = null;
      state.failures = 0;
    }
  }

  pauses(now: Date): LanePause[] {
    return [...this.#states.values()].flatMap(({ lane, pause }) =>
      pause === null || pause.until <= now ? [] : [{ ...lane, ...pause }],
    );
  }

  /**
   * How many ready rows a lane needs for a batch: infinitely many while it may have none. A further batch runs beside the first
   * only when it is full: half-empty ones would cost calls.
   */
  leastRows(lane: Lane, now: Date): number {
    const { inFlight, isFlowing, restsUntil, batchSize } = this.#of(lane);
    if (this.isPaused(lane, now) || (restsUntil !== null && restsUntil > now)) return Infinity;
    if (inFlight === 0) return 0;
    return isFlowing && inFlight < this.mostPerLane ? batchSize : Infinity;
  }

  #isHeld(lane: ReadyLane, now: Date): boolean {
    return lane.ready < this.leastRows(lane, now);
  }

  #isFull(lane: ReadyLane): boolean {
    return lane.ready >= this.#of(lane).batchSize;
  }

  #rank(lane: Lane): number {
    return this.#of(lane).lastTurn - (this.urgentKinds.has(lane.kind) ? Number.MAX_SAFE_INTEGER : 0);
  }

  #of(lane: Lane): LaneState {
    const key = laneKey(lane);
    let state = this.#states.get(key);
    if (state === undefined) {
      const { connectionId, kind } = lane;
      state = {
        lane: { connectionId, kind },
        inFlight: 0,
        isFlowing: false,
        isSwift: false,
        lastTurn: 0,
        batchSize: this.maxBatchSize,
        failures: 0,
        pause: null,
        restsUntil: null,
      };
      this.#states.set(key, state);
    }
    return state;
  }
}
