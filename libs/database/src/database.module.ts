import { type DynamicModule, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Health, SERVICE_NAME, SETTINGS } from '@ce/service-kit';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { DatabaseSettings } from './database-settings.js';
import { explainStart, NoDatabase } from './explain-start.js';
import { dataSourceOptions, type ServiceDatabase } from './service-data-source.js';

const SERVICE_DATABASE = Symbol('service database');

/** Gives a service its `DataSource`, refuses to start on an old schema, and reports the database to readiness. */
@Module({})
export class DatabaseModule implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly health: Health,
    @Inject(SERVICE_DATABASE) private readonly database: ServiceDatabase,
  ) {}

  static forService(database: ServiceDatabase): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [SETTINGS, SERVICE_NAME],
          useFactory: (settings: DatabaseSettings, service: string) => ({
            ...dataSourceOptions(database, {
              url: settings.DATABASE_URL.reveal(),
              poolSize: settings.DATABASE_POOL_SIZE,
              applicationName: service,
            }),
            // Bounded: without its database a service can neither check its schema nor serve anyone; see ADR 7.
            retryAttempts: 20,
            retryDelay: 1000,
            toRetry: (error: unknown) => !(error instanceof NoDatabase) || error.transient,
          }),
          dataSourceFactory: async (options) => {
            if (options?.type !== 'postgres') throw new Error('The database is PostgreSQL.');
            return new DataSource(options).initialize().catch((error: unknown) => {
              throw explainStart(error, options.url ?? '');
            });
          },
        }),
      ],
      providers: [{ provide: SERVICE_DATABASE, useValue: database }],
      exports: [TypeOrmModule],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    if (await this.dataSource.showMigrations()) {
      throw new Error(
        `The schema "${this.database.schema}" is older than this version. Run its migrations first: node dist/migrate.js`,
      );
    }
    this.health.addCheck('ready', 'database', async () => {
      await this.dataSource.query('select 1');
    });
  }
}
