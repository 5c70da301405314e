import { databaseSettings, migrate, serviceDataSource, type ServiceDatabase } from '@ce/database';
import { Logger, readSettings, tellFailure } from '@ce/service-kit';
import { migrateBus } from './postgres/migrate-bus.js';
import { busSettings } from './settings/bus-settings.js';

/**
 * `migrate.js` of a service: brings its schema up to date, and the schema `bus` where PostgreSQL carries the events;
 * logs what it did, and ends the process.
 */
export async function runMigrations(service: string, database: ServiceDatabase): Promise<void> {
  try {
    const settings = readSettings(service, { ...databaseSettings, BUS: busSettings.BUS });
    const url = settings.DATABASE_URL.reveal();
    const log = new Logger(service, { LOG_LEVEL: 'info' });
    if (settings.BUS === 'postgres') tell(log, 'bus', await migrateBus(url));
    const dataSource = serviceDataSource(database, { url, poolSize: 2, applicationName: `${service}-migrate` });
    await dataSource.initialize();
    tell(log, database.schema, await migrate(dataSource, database.schema));
    await dataSource.destroy();
  } catch (error) {
    tellFailure(service, 'could not be migrated', error);
    process.exitCode = 1;
  }
}

function tell(log: Logger, schema: string, executed: readonly string[]): void {
  log.info(executed.length === 0 ? 'schema is up to date' : 'schema was brought up to date', { schema, executed });
}
