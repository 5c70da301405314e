import type { CallKind } from '@ce/contracts';
import type { Lane, ReadyLane } from '../claim-work/work-queue.js';
import type { LanePause } from './delivery-options.js';

interface LaneState {
  lane: Lane;
  inFlight: boolean;
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

/** What this process knows about lanes between batches: turns, sizes and pauses. No input or output. */
export class LaneStates {
  readonly #states = new Map<string, LaneState>();
  #turn = 0;

  constructor(
    private readonly maxBatchSize: number,
    private readonly urgentKinds: ReadonlySet<CallKind>,
  ) {}

  /** Lanes that may have a batch now, in the order in which they should: urgent kinds, then whoever waited longest. */
  due(ready: readonly ReadyLane[], lingerMs: number, now: Date): Lane[] {
    return ready
      .filter((lane) => this.#isDue(lane, lingerMs, now))
      .sort((a, b) => this.#rank(a) - this.#rank(b))
      .map(({ connectionId, kind }) => ({ connectionId, kind }));
  }

  /** Milliseconds until a waiting lane has lingered enough, or null. */
  untilDue(ready: readonly ReadyLane[], lingerMs: number, now: Date): number | null {
    const waits = ready
      .filter((lane) => !this.#isHeld(lane, now) && !this.#isDue(lane, lingerMs, now))
      .map((lane) => lane.readySince.getTime() + lingerMs - now.getTime());
    return waits.length === 0 ? null : Math.max(0, Math.min(...waits));
  }

  begin(lane: Lane): number {
    const state = this.#of(lane);
    this.#turn += 1;
    state.inFlight = true;
    state.lastTurn = this.#turn;
    return state.batchSize;
  }

  end(lane: Lane): void {
    this.#of(lane).inFlight = false;
  }

  /** A full batch that went well is a reason to try a somewhat larger one; a small one says nothing. */
  succeeded(lane: Lane, rows: number): void {
    const state = this.#of(lane);
    state.failures = 0;
    if (rows < state.batchSize) return;
    state.batchSize = Math.min(this.maxBatchSize, state.batchSize + Math.ceil(state.batchSize / 8));
  }

  /** Returns how many whole calls had failed in a row before this one. */
  failed(lane: Lane, options: { tooMuch: boolean }): number {
    const state = this.#of(lane);
    if (options.tooMuch) state.batchSize = Math.max(1, Math.floor(state.batchSize / 2));
    state.failures += 1;
    return state.failures - 1;
  }

  pause(lane: Lane, until: Date, reason: string, fix: string | null): void {
    this.#of(lane).pause = { until, reason, fix };
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

  #isDue(lane: ReadyLane, lingerMs: number, now: Date): boolean {
    if (this.#isHeld(lane, now)) return false;
    if (this.urgentKinds.has(lane.kind) || lane.ready >= this.#of(lane).batchSize) return true;
    return now.getTime() - lane.readySince.getTime() >= lingerMs;
  }

  #isHeld(lane: Lane, now: Date): boolean {
    const { inFlight, pause, restsUntil } = this.#of(lane);
    return inFlight || (pause !== null && pause.until > now) || (restsUntil !== null && restsUntil > now);
  }

  #rank(lane: Lane): number {
    return this.#of(lane).lastTurn - (this.urgentKinds.has(lane.kind) ? Number.MAX_SAFE_INTEGER : 0);
  }

  #of(lane: Lane): LaneState {
    const key = `${lane.connectionId} ${lane.kind}`;
    let state = this.#states.get(key);
    if (state === undefined) {
      const { connectionId, kind } = lane;
      state = {
        lane: { connectionId, kind },
        inFlight: false,
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
