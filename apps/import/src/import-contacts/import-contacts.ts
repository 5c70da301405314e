import {
  DeliveryLoop,
  type FinishedBatch,
  type Lane,
  type LanePause,
  type SettledRow,
  type WithOrg,
  WorkQueue,
} from '@ce/delivery';
import { Outbox } from '@ce/messaging';
import { Logger, Metrics, SETTINGS, withLogContext } from '@ce/service-kit';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PausedEntry } from '../check-mappings/mapping-in-use.js';
import { OrgFields } from '../check-mappings/org-fields.js';
import type { ImportSettings } from '../settings.js';
import { WITH_ORG } from '../with-org.js';
import { importBatch } from './import-batch.js';
import { IMPORT_TABLE, type ImportRow } from './import-row.js';
import { settleImports, type Verdicts } from './settle-imports.js';
import { importLine } from './tell-import.js';

/** The running import: a delivery loop over `contact_import`. */
@Injectable()
export class ImportContacts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly orgFields: OrgFields;
  readonly #loop: DeliveryLoop<ImportRow>;
  /** From the reading of a batch to the transaction that settles it. */
  readonly #verdicts: Verdicts = new WeakMap();
  /** From that transaction to its log lines. */
  readonly #final: Verdicts = new WeakMap();
  readonly #imported;
  readonly #batches;

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    @Inject(WITH_ORG) withOrg: WithOrg,
    @Inject(SETTINGS) private readonly settings: ImportSettings,
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    this.orgFields = new OrgFields(settings.DESCRIBE_SECONDS * 1_000);
    this.#imported = metrics.counter('imports_total', 'Report rows by outcome of their import.', ['outcome']);
    this.#batches = metrics.counter('import_batches_total', 'Import batches by outcome.', ['outcome']);
    this.#loop = new DeliveryLoop<ImportRow>({
      dataSource,
      queue: new WorkQueue<ImportRow>(dataSource, { table: IMPORT_TABLE, claimMs: settings.DELIVERY_CLAIM_MS }),
      withOrg,
      lingerMs: settings.DELIVERY_LINGER_MS,
      batchSize: settings.DELIVERY_BATCH_SIZE,
      concurrency: settings.DELIVERY_CONCURRENCY,
      pollMs: settings.DELIVERY_POLL_MS,
      perform: (org, rows) => this.#perform(org, rows),
      onSettled: async (manager, settled) => {
        const final = await settleImports(manager, this.outbox, settled, this.#verdicts);
        for (const { row, verdict } of final) this.#final.set(row, verdict);
      },
      onCommitted: (settled) => this.#onCommitted(settled),
      onBatch: (batch) => this.#onBatch(batch),
      onError: (error, lane) => this.#onError(error, lane),
    });
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop(this.settings.GRACE_PERIOD_SECONDS * 800);
  }

  nudge(): void {
    this.#loop.nudge();
  }

  /** Reconnected, or its mapping changed: what waits is tried now. */
  connectionChanged(connectionId: string): void {
    this.#loop.resume(connectionId);
  }

  pauses(): LanePause[] {
    return this.#loop.pauses();
  }

  readonly tellPaused = (connectionId: string, entries: readonly PausedEntry[]): void => {
    for (const { objectType, ceField, reason } of entries) {
      this.log.warn('a mapping entry is paused', { connectionId, objectType, ceField, reason });
    }
  };

  #perform(org: Parameters<typeof importBatch>[1], rows: readonly ImportRow[]) {
    const tools = {
      dataSource: this.dataSource,
      orgFields: this.orgFields,
      verdicts: this.#verdicts,
      onPaused: this.tellPaused,
    };
    return withLogContext({ handler: 'import-contacts', ...connectionOf(rows) }, () => importBatch(tools, org, rows));
  }

  #onCommitted(settled: readonly SettledRow<ImportRow>[]): void {
    for (const each of settled.filter(({ row }) => row.dryRunId === null)) {
      const { message, facts } = importLine(each, this.#final.get(each.row));
      this.#imported.inc({ outcome: message === 'imported' ? 'imported' : 'other' });
      this.log.info(message, facts);
    }
  }

  #onBatch({ connectionId, kind: _, ...facts }: FinishedBatch): void {
    this.#batches.inc({ outcome: facts.outcome });
    this.log.info('import batch', { connectionId, ...facts, milliseconds: Math.round(facts.milliseconds) });
  }

  #onError(error: unknown, lane: Lane | null): void {
    this.log.warn('import is tried again', { ...(lane === null ? {} : { connectionId: lane.connectionId }), error });
  }
}

function connectionOf(rows: readonly ImportRow[]): { connectionId?: string } {
  const [first] = rows;
  return first === undefined ? {} : { connectionId: first.connectionId };
}
