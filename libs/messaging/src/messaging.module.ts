import { Health, Logger, Metrics, SETTINGS } from '@ce/service-kit';
import { type DynamicModule, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Bus, buildBus } from './build-bus.js';
import { BusStatus } from './bus-status.js';
import { BusStrategy } from './bus-strategy.js';
import { DeadLetters } from './dead-letters/dead-letters.js';
import { kitJournal } from './kit-journal.js';
import { measureLag } from './measure-lag.js';
import { Outbox } from './publish/outbox.js';
import { OutboxBacklog } from './publish/outbox-backlog.js';
import { measureOutbox } from './publish/outbox-metrics.js';
import type { BusSettings } from './settings/bus-settings.js';

export interface MessagingOptions {
  /** The consumer group: exactly the service's name. */
  group: string;
}

const BUS = Symbol('bus');

/**
 * Gives a service `Outbox`, `DeadLetters`, `BusStatus` and `BusStrategy`. Reads the bus settings from the service's
 * settings (spread `busSettings` into them), uses its `DataSource`, reports to its health and metrics.
 */
@Module({})
export class MessagingModule implements OnModuleInit {
  constructor(
    @Inject(BusStatus) private readonly status: BusStatus,
    @Inject(Health) private readonly health: Health,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(OutboxBacklog) private readonly backlog: OutboxBacklog,
  ) {}

  static forService({ group }: MessagingOptions): DynamicModule {
    const part = <Token, Key extends keyof Bus>(provide: Token, key: Key) => ({
      provide: provide as never,
      inject: [BUS],
      useFactory: (bus: Bus) => bus[key],
    });
    return {
      module: MessagingModule,
      global: true,
      providers: [
        {
          provide: BUS,
          inject: [SETTINGS, DataSource, Logger, Metrics],
          useFactory: (settings: BusSettings, dataSource: DataSource, log: Logger, metrics: Metrics): Bus =>
            buildBus({ group, settings, dataSource, journal: kitJournal(log, metrics) }),
        },
        {
          provide: OutboxBacklog,
          inject: [SETTINGS, DataSource],
          useFactory: (settings: BusSettings, dataSource: DataSource) =>
            new OutboxBacklog(dataSource, settings.BUS_OUTBOX_LIMIT),
        },
        part(Outbox, 'outbox'),
        part(DeadLetters, 'deadLetters'),
        part(BusStatus, 'status'),
        part(BusStrategy, 'strategy'),
      ],
      exports: [Outbox, OutboxBacklog, DeadLetters, BusStatus, BusStrategy],
    };
  }

  onModuleInit(): void {
    this.health.addCheck('live', 'bus', () => {
      if (!this.status.isHealthy()) throw new Error('the bus consumer crashed; only a restart mends it');
    });
    this.health.addCheck('ready', 'bus', () => {
      const absence = this.status.absence();
      if (absence !== undefined) throw new Error(absence);
    });
    measureOutbox(this.metrics, this.backlog);
    measureLag(this.metrics, this.status);
  }
}
