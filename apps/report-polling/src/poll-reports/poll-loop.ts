import type { WithOrg } from '@ce/delivery';
import { Outbox, OutboxBacklog } from '@ce/messaging';
import { Health, Logger, Metrics, SETTINGS, withLogContext } from '@ce/service-kit';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { tellFound } from '../enroll-rows/found-row.js';
import type { ReportPollingSettings } from '../settings.js';
import { WITH_ORG } from '../with-org.js';
import { claimReport, type ReportClaim } from './claim-report.js';
import { Seats } from './seats.js';
import { PollNudge } from './poll-nudge.js';
import { pollReport, type PollSummary, type PollTools } from './poll-report.js';

/** Looks for due reports and reads them, a few at a time. Several processes may run it: each report has one claimer. */
@Injectable()
export class PollLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #running = new Set<Promise<void>>();
  readonly #seats: Seats;
  readonly #polls;
  readonly #calls;
  #stopping = false;
  #holdsBack = false;
  #wake: () => void = () => undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly backlog: OutboxBacklog,
    @Inject(WITH_ORG) private readonly withOrg: WithOrg,
    @Inject(SETTINGS) private readonly settings: ReportPollingSettings,
    private readonly nudge: PollNudge,
    private readonly log: Logger,
    private readonly health: Health,
    metrics: Metrics,
  ) {
    this.#seats = new Seats(settings.POLL_CONCURRENCY);
    this.#polls = metrics.counter('report_polls_total', 'Report polls by outcome.', ['outcome']);
    this.#calls = metrics.counter('report_poll_calls_total', 'API calls of report polls.', []);
  }

  onApplicationBootstrap(): void {
    this.nudge.onNudge(() => this.#wake());
    this.#loop = this.#run();
    this.#loop.catch((error: unknown) => {
      this.log.error('the poll loop broke', { error });
      this.health.addCheck('live', 'polls', () => {
        throw new Error('The poll loop broke; a restart mends it.');
      });
    });
  }

  /** The page in hand is finished and its cursor stored; another process goes on from there. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#loop.catch(() => undefined);
    await Promise.all(this.#running);
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const nudged = this.#nudged();
      const claim = this.#running.size < this.settings.POLL_CONCURRENCY ? await this.#claim() : undefined;
      if (claim === undefined) await nudged;
      else this.#start(claim);
    }
  }

  /** Resolves at the next nudge or tick, whichever is first; made before the table is read, so that no nudge is missed. */
  #nudged(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.settings.POLL_TICK_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #claim(): Promise<ReportClaim | undefined> {
    try {
      if (await this.#outboxIsFull()) return undefined;
      return await claimReport(this.dataSource, this.settings.POLL_CLAIM_SECONDS, this.#seats.full());
    } catch (error) {
      this.log.warn('no report could be claimed; it is tried again', { error });
      return undefined;
    }
  }

  /** Kafka takes no events: what a poll finds would lie with those that wait already. Said once, not at each tick. */
  async #outboxIsFull(): Promise<boolean> {
    const isFull = await this.backlog.isFull();
    if (isFull !== this.#holdsBack) {
      this.#holdsBack = isFull;
      if (isFull) this.log.warn('the outbox is full: no report is polled until the bus takes events again');
      else this.log.info('the outbox has room again: reports are polled');
    }
    return isFull;
  }

  #start(claim: ReportClaim): void {
    const context = { handler: 'poll-reports', connectionId: claim.connectionId };
    const leave = this.#seats.take(claim.connectionId);
    const poll = withLogContext(context, async () => this.#report(claim, await pollReport(this.#tools(), claim)))
      .catch((error: unknown) => this.log.error('a poll broke', { error }))
      .finally(() => {
        this.#running.delete(poll);
        leave();
        this.#wake();
      });
    this.#running.add(poll);
  }

  #report(claim: ReportClaim, { error, ...summary }: PollSummary): void {
    this.#polls.inc({ outcome: summary.outcome });
    this.#calls.inc(summary.calls);
    const facts = { reportId: claim.reportId, readNumber: claim.readNumber, ...summary };
    if (error === undefined) this.log.info('report polled', facts);
    else this.log.warn('report not polled', { ...facts, error });
  }

  #tools(): PollTools {
    return {
      dataSource: this.dataSource,
      outbox: this.outbox,
      withOrg: this.withOrg,
      claimSeconds: this.settings.POLL_CLAIM_SECONDS,
      intervalMs: this.settings.POLL_INTERVAL_SECONDS * 1_000,
      runsPerHour: this.settings.POLL_RUNS_PER_HOUR,
      backgroundRunsPerHour: this.settings.POLL_BACKGROUND_RUNS_PER_HOUR,
      firstLookMs: this.settings.POLL_BACKGROUND_LOOK_SECONDS * 1_000,
      stopping: () => this.#stopping,
      onFound: (rows) => tellFound(this.log, rows),
    };
  }
}
