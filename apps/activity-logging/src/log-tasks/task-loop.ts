import { type Acceptance, DeliveryLoop, type LanePause, type SettledRow, type WithOrg, WorkQueue } from '@ce/delivery';
import { Outbox } from '@ce/messaging';
import { Logger, Metrics, SETTINGS } from '@ce/service-kit';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ACTIVITY_TABLE, type Activity } from '../receive-emails/activity.js';
import type { ActivityLoggingSettings } from '../settings.js';
import { Connections } from '../track-connections/connections.js';
import { WITH_ORG } from '../with-org.js';
import { logBatch } from './log-batch.js';
import { MovedRecords } from './moved-records.js';
import { factsOf, settleTasks } from './settle-tasks.js';
import { TaskRules } from './task-rules.js';

/** Of the grace period, the share that a batch in hand may take; the rest is for closing what it needs. */
const DRAIN_SHARE = 0.8;

/** Emails that are stored become Tasks here, up to 1,000 of one connection in one call. */
@Injectable()
export class TaskLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop: DeliveryLoop<Activity>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly log: Logger,
    @Inject(SETTINGS) private readonly settings: ActivityLoggingSettings,
    @Inject(WITH_ORG) withOrg: WithOrg,
    metrics: Metrics,
    connections: Connections,
    moved: MovedRecords,
  ) {
    const rules = new TaskRules(settings.DESCRIBE_MINUTES * 60_000);
    const recorded = (connectionId: string, taskIds: readonly string[]) => this.#recorded(connectionId, taskIds);
    const settledTotal = metrics.counter('activities_settled_total', 'Emails by what became of them', ['state']);
    const batchSeconds = metrics.histogram(
      'activity_batch_seconds',
      'From claim to settlement of one batch',
      ['outcome'],
      [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
    );
    this.#loop = new DeliveryLoop<Activity>({
      dataSource,
      queue: new WorkQueue<Activity>(dataSource, {
        table: ACTIVITY_TABLE,
        claimMs: settings.DELIVERY_CLAIM_MS,
        doubtMs: settings.SALESFORCE_TIMEOUT_MS,
        // Salesforce has them once the Task is there, and we have no further use for them.
        forget: { sender: `''`, recipients: `'{"to":[],"cc":[]}'::jsonb`, subject: `''`, body: `''` },
      }),
      withOrg,
      lingerMs: settings.DELIVERY_LINGER_MS,
      batchSize: settings.DELIVERY_BATCH_SIZE,
      concurrency: settings.DELIVERY_CONCURRENCY,
      pollMs: settings.DELIVERY_POLL_MS,
      perform: (org, rows) => logBatch({ connections, rules, moved, recorded }, org, rows),
      onSettled: async (manager, settled) => {
        await settleTasks(manager, outbox, settled);
      },
      onCommitted: (settled) => {
        for (const row of settled) this.#tell(row);
        for (const { settlement } of settled) settledTotal.inc({ state: settlement.state });
      },
      onBatch: ({ connectionId, rows, milliseconds, outcome }) => {
        batchSeconds.observe({ outcome }, milliseconds / 1_000);
        log.info('batch finished', { connectionId, rows, milliseconds: Math.round(milliseconds), outcome });
      },
      onError: (error, lane) => log.error('batch failed', { error, connectionId: lane?.connectionId }),
    });
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop(this.settings.GRACE_PERIOD_SECONDS * 1_000 * DRAIN_SHARE);
  }

  /** Asks whether emails that are about to be stored may go straight on to Salesforce. */
  accept(connectionId: string, emails: number): Promise<Acceptance<Activity> | null> {
    return this.#loop.accept({ connectionId, kind: 'tasks' }, emails);
  }

  /** New emails are stored. */
  nudge(): void {
    this.#loop.nudge();
  }

  /** The connection works again, or somebody mended what stood in the way. */
  resume(connectionId: string): void {
    this.#loop.resume(connectionId);
  }

  pauses(): LanePause[] {
    return this.#loop.pauses();
  }

  #tell(row: SettledRow<Activity>): void {
    if (row.settlement.state === 'done') {
      if (this.log.isEnabled('info')) this.log.info('task logged', factsOf(row));
    } else {
      this.log.warn('task not logged', { ...factsOf(row), reason: row.settlement.reason });
    }
  }

  async #recorded(connectionId: string, taskIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (taskIds.length === 0) return new Set();
    const rows = await this.dataSource.query<{ result_id: string }[]>(
      'select result_id from activity where connection_id = $1 and result_id = any($2)',
      [connectionId, taskIds],
    );
    return new Set(rows.map((row) => row.result_id));
  }
}
