import { databaseSettings, migrate, serviceDataSource, type ServiceDatabase } from '@ce/database';
import { readSettings } from '@ce/service-kit';
import { migrateBus } from './postgres/migrate-bus.js';
import { busSettings } from './settings/bus-settings.js';

/**
 * `migrate.js` of a service: brings its schema up to date, and the schema `bus` where PostgreSQL carries the events;
 * says what it did, and ends the process.
 */
export async function runMigrations(service: string, database: ServiceDatabase): Promise<void> {
  try {
    const settings = readSettings(service, { ...databaseSettings, BUS: busSettings.BUS });
    const url = settings.DATABASE_URL.reveal();
    if (settings.BUS === 'postgres') say('bus', await migrateBus(url));
    const dataSource = serviceDataSource(database, { url, poolSize: 2, applicationName: `${service}-migrate` });
    await dataSource.initialize();
    say(service, await migrate(dataSource, database.schema));
    await dataSource.destroy();
  } catch (error) {
    process.stderr.write(`${service}: migrations failed: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function say(schema: string, executed: readonly string[]): void {
  process.stdout.write(`${schema}: ${executed.length === 0 ? 'schema is up to date' : `ran ${executed.join(', ')}`}\n`);
}
