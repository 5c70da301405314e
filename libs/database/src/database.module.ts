import { type DynamicModule, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Health, SERVICE_NAME, SETTINGS } from '@ce/service-kit';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { DatabaseSettings } from './database-settings.js';
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
            retryAttempts: 20,
            retryDelay: 1000,
          }),
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
