import type { CallKind } from '@ce/contracts';
import { LeaseError } from '../lease-calls/lease-error.js';
import type { Lane } from '../claim-work/work-queue.js';
import type { WorkRow } from '../claim-work/work-row.js';
import { defaultRetryPolicy, stepOf } from '../retry-policy/decide-retry.js';
import type { DeliveryOptions, FinishedBatch, LanePause } from './delivery-options.js';
import { LaneStates } from './lane-states.js';
import { pauseAfter } from './pause-after.js';
import { type BatchResult, sendBatch } from './send-batch.js';

const authAway = { firstMs: 500, longestMs: 15_000, maxAttempts: Infinity };

/** Claims, leases, calls and settles for one outbound effect, fairly over all connections. */
export class DeliveryLoop<Row extends WorkRow> {
  readonly #lanes: LaneStates;
  readonly #inFlight = new Set<Promise<void>>();
  #looking: Promise<void> | null = null;
  #stopping = false;
  #nudged = false;
  #wake: (() => void) | null = null;
  #nextTakeOver = 0;

  constructor(private readonly options: DeliveryOptions<Row>) {
    this.#lanes = new LaneStates(options.batchSize, new Set<CallKind>(options.urgentKinds));
  }

  start(): void {
    this.#looking ??= this.#look();
  }

  /** New work was stored: look now rather than at the next poll. */
  nudge(): void {
    this.#nudged = true;
    this.#wake?.();
  }

  /** Ends the pauses of a connection, e.g. after a reconnect or a replay. */
  resume(connectionId: string): void {
    this.#lanes.resume(connectionId);
    this.nudge();
  }

  pauses(): LanePause[] {
    return this.#lanes.pauses(new Date());
  }

  /**
   * Stops claiming and finishes what is in hand. What is not finished after `graceMs` stays claimed until the claim runs
   * out, because its call may still be at work in Salesforce.
   */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    this.nudge();
    await this.#looking;
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => (timer = setTimeout(resolve, graceMs)));
    await Promise.race([Promise.all(this.#inFlight), grace]);
    clearTimeout(timer);
  }

  async #look(): Promise<void> {
    while (!this.#stopping) {
      this.#nudged = false;
      let waitMs = this.options.pollMs;
      try {
        waitMs = Math.min(waitMs, await this.#startBatches());
      } catch (error) {
        this.options.onError?.(error, null);
      }
      await this.#sleep(waitMs);
    }
  }

  /** Returns how long nothing else will be due, in milliseconds. */
  async #startBatches(): Promise<number> {
    const { queue, batchSize, concurrency, lingerMs, pollMs } = this.options;
    await this.#takeOver();
    if (this.#inFlight.size >= concurrency) return pollMs;
    const ready = await queue.readyLanes(batchSize);
    const now = new Date();
    for (const lane of this.#lanes.due(ready, lingerMs, now)) {
      if (this.#inFlight.size >= concurrency || this.#stopping) break;
      this.#startBatch(lane);
    }
    return this.#lanes.untilDue(ready, lingerMs, now) ?? pollMs;
  }

  async #takeOver(): Promise<void> {
    if (Date.now() < this.#nextTakeOver) return;
    this.#nextTakeOver = Date.now() + this.options.queue.claimMs / 4;
    await this.options.queue.takeOverAbandoned();
  }

  #startBatch(lane: Lane): void {
    const size = this.#lanes.begin(lane);
    const batch = this.#runBatch(lane, size)
      .catch((error: unknown) => {
        const failures = this.#lanes.failed(lane, { tooMuch: false });
        this.#pause(lane, stepOf(authAway, failures), 'This system could not work on it.', null);
        this.options.onError?.(error, lane);
      })
      .finally(() => {
        this.#inFlight.delete(batch);
        this.#lanes.end(lane);
        this.nudge();
      });
    this.#inFlight.add(batch);
  }

  async #runBatch(lane: Lane, size: number): Promise<void> {
    const startedAt = performance.now();
    const claim = await this.options.queue.claim(lane, size);
    if (claim.rows.length === 0) return this.#lanes.rest(lane, new Date(Date.now() + this.options.pollMs));
    const renewal = setInterval(() => {
      this.options.queue.renew(lane, claim.claimId).catch((error: unknown) => this.options.onError?.(error, lane));
    }, this.options.queue.claimMs / 3);
    const finished = (outcome: FinishedBatch['outcome']) =>
      this.options.onBatch?.({
        ...lane,
        rows: claim.rows.length,
        milliseconds: performance.now() - startedAt,
        outcome,
      });
    try {
      const result = await sendBatch(this.options, lane, claim);
      this.#learn(lane, result, claim.rows.length);
      finished(result.kind);
    } catch (error) {
      if (!(error instanceof LeaseError)) throw error;
      const failures = this.#lanes.failed(lane, { tooMuch: false });
      this.#pause(lane, stepOf(authAway, failures), 'The auth service does not answer.', null);
      finished('auth-away');
    } finally {
      clearInterval(renewal);
    }
  }

  #learn(lane: Lane, result: BatchResult, rows: number): void {
    switch (result.kind) {
      case 'settled':
        return this.#lanes.succeeded(lane, rows);
      case 'failed': {
        const failures = this.#lanes.failed(lane, { tooMuch: result.error.errorClass === 'concurrency' });
        const policy = this.options.retryPolicy ?? defaultRetryPolicy;
        const ms = pauseAfter(result.error, failures, policy, Math.random);
        return ms === 0 ? undefined : this.#pause(lane, ms, result.error.message, result.error.fix);
      }
      case 'exhausted':
        return this.#lanes.pause(lane, atLeastSoon(result.resumesAt), result.reason, null);
      case 'unavailable':
        return this.#lanes.pause(lane, atLeastSoon(result.retryAt), result.reason, result.fix);
    }
  }

  #pause(lane: Lane, milliseconds: number, reason: string, fix: string | null): void {
    this.#lanes.pause(lane, new Date(Date.now() + milliseconds), reason, fix);
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (this.#nudged) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
    this.#wake = null;
  }
}

/** A time that is past already must not make a tight loop of lease requests. */
function atLeastSoon(time: Date): Date {
  return new Date(Math.max(time.getTime(), Date.now() + 1_000));
}
