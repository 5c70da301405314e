import { DeliveryLoop, type LanePause, type WithOrg, WorkQueue } from '@ce/delivery';
import { Outbox } from '@ce/messaging';
import { Logger, Metrics, SETTINGS } from '@ce/service-kit';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { moveRecords } from '../keep-facts/move-record.js';
import type { FieldWritebackSettings } from '../settings.js';
import { Connections } from '../track-connections/connections.js';
import { WITH_ORG } from '../with-org.js';
import type { SlotReport } from './judge-records.js';
import { OrgDescribes } from './org-describes.js';
import { factsOf, type SettledSlot, settleWrites } from './settle-writes.js';
import { WRITE_BACK_TABLE, type WriteBack } from './write-back.js';
import { writeBatch } from './write-batch.js';

/** Of the grace period, the share that a batch in hand may take; the rest is for closing what it needs. */
const DRAIN_SHARE = 0.8;
/** Slots that a record commonly has to write at once (status and campaign); a full batch then fills a whole call. */
const SLOTS_PER_RECORD = 2;

/** Wanted values become fields of leads and contacts here, up to 1,000 records of one connection in one call. */
@Injectable()
export class WriteLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop: DeliveryLoop<WriteBack>;
  /** From the call to the settlement of the same rows. */
  readonly #reports = new WeakMap<WriteBack, SlotReport>();

  constructor(
    outbox: Outbox,
    private readonly log: Logger,
    @Inject(SETTINGS) private readonly settings: FieldWritebackSettings,
    @Inject(WITH_ORG) withOrg: WithOrg,
    dataSource: DataSource,
    metrics: Metrics,
    connections: Connections,
  ) {
    const settledTotal = metrics.counter('write_backs_settled_total', 'Slots by what became of them', [
      'slot',
      'state',
    ]);
    const batchSeconds = metrics.histogram(
      'write_back_batch_seconds',
      'From claim to settlement of one batch',
      ['kind', 'outcome'],
      [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
    );
    const parts = {
      connections,
      describes: new OrgDescribes(settings.DESCRIBE_MINUTES * 60_000),
      move: (moves: Parameters<typeof moveRecords>[1]) => moveRecords(dataSource, moves),
    };
    this.#loop = new DeliveryLoop<WriteBack>({
      dataSource,
      queue: new WorkQueue<WriteBack>(dataSource, { table: WRITE_BACK_TABLE, claimMs: settings.DELIVERY_CLAIM_MS }),
      withOrg,
      lingerMs: settings.DELIVERY_LINGER_MS,
      batchSize: settings.DELIVERY_BATCH_SIZE * SLOTS_PER_RECORD,
      concurrency: settings.DELIVERY_CONCURRENCY,
      pollMs: settings.DELIVERY_POLL_MS,
      urgentKinds: ['do-not-contact'],
      perform: async (org, rows) => {
        const reports = await writeBatch(parts, org, rows);
        for (const row of rows) {
          const report = reports.get(row.id);
          if (report !== undefined) this.#reports.set(row, report);
        }
        return new Map([...reports].map(([id, { outcome }]) => [id, outcome]));
      },
      onSettled: async (manager, settled) => {
        const slots = settled.map((each) => ({ ...each, report: this.#reports.get(each.row) }));
        await settleWrites(manager, outbox, slots);
        for (const slot of slots) {
          this.#tell(slot);
          settledTotal.inc({ slot: slot.row.slot, state: slot.settlement.state });
        }
      },
      onBatch: ({ connectionId, kind, rows, milliseconds, outcome }) => {
        batchSeconds.observe({ kind, outcome }, milliseconds / 1_000);
        log.info('batch finished', { connectionId, kind, rows, milliseconds: Math.round(milliseconds), outcome });
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

  /** Something new is wanted. */
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

  #tell(slot: SettledSlot): void {
    if (slot.settlement.state === 'done') this.log.info('fields written', factsOf(slot));
    else this.log.warn('fields not written', { ...factsOf(slot), reason: slot.settlement.reason });
  }
}
