import type { CallKind } from '@ce/contracts';
import { LeaseError } from '../lease-calls/lease-error.js';
import type { Claim, Lane, ReadyLane } from '../claim-work/work-queue.js';
import type { WorkRow } from '../claim-work/work-row.js';
import { defaultRetryPolicy } from '../retry-policy/decide-retry.js';
import { Alarm } from './alarm.js';
import type { Acceptance, DeliveryOptions, FinishedBatch, LanePause } from './delivery-options.js';
import { LaneStates } from './lane-states.js';
import { learnFromBatch, learnFromOwnFault } from './learn-from-batch.js';
import { RowsInHand } from './rows-in-hand.js';
import { sendBatch } from './send-batch.js';
import { TableLanes } from './table-lanes.js';
import { UnderWay } from './under-way.js';

/**
 * How long storing waits for a swift lane that is full: as long as one of its batches takes at most. Once a row waits in
 * the table, all later ones of its lane do until the table is empty, and each is written and read once more.
 */
const PATIENCE_MS = 3_000;
/** Of a lane of which another batch will soon be through. */
const SHORT_REST_MS = 100;
/** Rows in hand beside those under way, in batches. */
const IN_HAND_PER_LANE = 2;
const IN_HAND = 6;

interface Source extends ReadyLane {
  from: 'hand' | 'table';
}

/** Claims, leases, calls and settles for one outbound effect, fairly over all connections. */
export class DeliveryLoop<Row extends WorkRow> {
  readonly #lanes: LaneStates;
  readonly #hand: RowsInHand<Row>;
  readonly #table: TableLanes<Row>;
  readonly #underWay = new UnderWay();
  readonly #alarm = new Alarm();
  readonly #inFlight = new Set<Promise<void>>();
  #renewal: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;
  #stopping = false;
  #nextTakeOver = 0;

  constructor(private readonly options: DeliveryOptions<Row>) {
    const { batchSize, concurrency, queue } = options;
    const perLane = Math.max(1, Math.floor(concurrency / 2));
    this.#lanes = new LaneStates(batchSize, new Set<CallKind>(options.urgentKinds), perLane);
    this.#hand = new RowsInHand(queue, { mostPerLane: IN_HAND_PER_LANE * batchSize, most: IN_HAND * batchSize });
    this.#table = new TableLanes(queue, options);
  }

  start(): void {
    this.#looking ??= this.#look();
    this.#renewal ??= setInterval(() => {
      this.#hand.renew().catch((error: unknown) => this.options.onError?.(error, null));
    }, this.options.queue.claimMs / 6);
  }

  /** New work was stored: look now rather than at the next poll. */
  nudge(): void {
    this.#table.lookSoon();
    this.#alarm.ring();
  }

  /**
   * Asks before rows are stored whether they may be stored as claimed by this process, and be sent without being read
   * again. Where a swift lane is full it waits for a batch, so that intake and calls keep the same pace; never for a slow one,
   * because others may stand behind it. Null: store them as waiting, because of a pause, because older rows wait in the
   * table, or for want of room.
   */
  async accept(lane: Lane, rows: number): Promise<Acceptance<Row> | null> {
    const isOpen = () => this.#table.isEmpty(lane) && this.#takesWork(lane);
    const patienceMs = this.#lanes.isSwift(lane) ? PATIENCE_MS : 0;
    if (!(await this.#hand.promise(lane, rows, isOpen, patienceMs))) {
      this.#table.add(lane);
      return null;
    }
    const since = performance.now();
    return {
      claimId: this.#hand.claimId,
      claimMs: this.options.queue.claimMs,
      hand: (stored) => {
        this.#hand.put(lane, rows, stored, since);
        if (this.#takesWork(lane)) this.#alarm.ring();
        else this.#giveBack(lane);
      },
    };
  }

  #takesWork(lane: Lane): boolean {
    return !this.#stopping && !this.#lanes.isPaused(lane, new Date());
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
    const seriesEnded = this.options.withOrg.endSeries();
    this.nudge();
    this.#hand.tell();
    await this.#looking;
    clearInterval(this.#renewal);
    for (const lane of this.#hand.lanes()) this.#giveBack(lane);
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => (timer = setTimeout(resolve, graceMs)));
    await Promise.race([Promise.all([...this.#inFlight, seriesEnded]), grace]);
    clearTimeout(timer);
  }

  async #look(): Promise<void> {
    while (!this.#stopping) {
      this.#alarm.reset();
      let waitMs = this.options.pollMs;
      try {
        waitMs = Math.min(waitMs, await this.#startBatches());
      } catch (error) {
        this.options.onError?.(error, null);
      }
      await this.#alarm.sleep(waitMs);
    }
  }

  /** Returns how long nothing else will be due, in milliseconds. */
  async #startBatches(): Promise<number> {
    const { batchSize, concurrency, lingerMs, pollMs } = this.options;
    await this.#takeOver();
    if (this.#inFlight.size >= concurrency) return pollMs;
    await this.#table.look();
    const now = new Date();
    const inHand = this.#hand.ready(
      (row) => this.#underWay.has(row),
      (lane) => this.#lanes.leastRows(lane, now),
      batchSize,
    );
    const ready: Source[] = [
      ...inHand.map((lane) => ({ ...lane, from: 'hand' as const })),
      ...this.#table.ready.map((lane) => ({ ...lane, from: 'table' as const })),
    ];
    for (const lane of this.#lanes.due(ready, lingerMs, now)) {
      if (this.#inFlight.size >= concurrency || this.#stopping) break;
      // One started before it may have been of the same lane.
      if (this.#lanes.isDue(lane, lingerMs, now) && this.#leavesRoom(lane)) this.#startBatch(lane);
    }
    return this.#lanes.untilDue(ready, lingerMs, now) ?? pollMs;
  }

  /** The last quarter of the places is kept for connections that have no batch under way. */
  #leavesRoom(lane: Lane): boolean {
    return this.#lanes.inFlight(lane) === 0 || this.#inFlight.size < Math.ceil(this.options.concurrency * 0.75);
  }

  async #takeOver(): Promise<void> {
    if (Date.now() < this.#nextTakeOver) return;
    this.#nextTakeOver = Date.now() + this.options.queue.claimMs / 4;
    await this.options.queue.takeOverAbandoned();
  }

  #startBatch({ connectionId, kind, from }: Source): void {
    const lane = { connectionId, kind };
    const size = this.#lanes.begin(lane);
    const batch = this.#claim(lane, size, from)
      .then((claim) => this.#runBatch(lane, claim))
      .catch((error: unknown) => {
        learnFromOwnFault(this.#lanes, lane, 'This system could not work on it.');
        this.options.onError?.(error, lane);
      })
      .finally(() => {
        this.#inFlight.delete(batch);
        this.#lanes.end(lane);
        if (!this.#takesWork(lane)) this.#giveBack(lane);
        this.#hand.tell();
        if (from === 'table') this.nudge();
        else this.#alarm.ring();
      });
    this.#inFlight.add(batch);
  }

  /** Marked as under way before anything else runs, so that no two batches take rows of one record. */
  async #claim(lane: Lane, size: number, from: Source['from']): Promise<Claim<Row>> {
    if (from === 'table') {
      this.#table.forget(lane);
      const claim = await this.options.queue.claim(lane, size);
      this.#underWay.add(claim.rows);
      if (claim.rows.length > 0) this.nudge();
      return claim;
    }
    const rows = this.#hand.take(lane, size, (row) => this.#underWay.has(row));
    this.#underWay.add(rows);
    return { claimId: this.#hand.claimId, rows };
  }

  /** Rows in hand go back to the table, for whoever may send them later. */
  #giveBack(lane: Lane): void {
    const ids = this.#hand.takeAll(lane).map(({ id }) => id);
    if (ids.length === 0) return;
    this.#table.add(lane);
    const giving = this.options.queue
      .handBack(lane, this.#hand.claimId, ids)
      // Their claim runs out, then.
      .catch((error: unknown) => this.options.onError?.(error, lane))
      .finally(() => this.#inFlight.delete(giving));
    this.#inFlight.add(giving);
  }

  async #runBatch(lane: Lane, claim: Claim<Row>): Promise<void> {
    const startedAt = performance.now();
    if (claim.rows.length === 0) {
      const restMs =
        this.#lanes.inFlight(lane) > 1 ? Math.min(SHORT_REST_MS, this.options.pollMs) : this.options.pollMs;
      return this.#lanes.rest(lane, new Date(Date.now() + restMs));
    }
    const ids = claim.rows.map(({ id }) => id);
    const renewal = setInterval(() => {
      this.options.queue.renew(lane, claim.claimId, ids).catch((error: unknown) => this.options.onError?.(error, lane));
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
      const policy = this.options.retryPolicy ?? defaultRetryPolicy;
      const milliseconds = performance.now() - startedAt;
      learnFromBatch(this.#lanes, policy, lane, { result, rows: claim.rows.length, milliseconds });
      finished(result.kind);
    } catch (error) {
      if (!(error instanceof LeaseError)) throw error;
      learnFromOwnFault(this.#lanes, lane, 'The auth service does not answer.');
      finished('auth-away');
    } finally {
      clearInterval(renewal);
      this.#underWay.remove(claim.rows);
    }
  }
}
