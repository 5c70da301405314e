import { readSettings } from '@ce/service-kit';
import { databaseSettings } from './database-settings.js';
import { migrate } from './migrate.js';
import { serviceDataSource, type ServiceDatabase } from './service-data-source.js';

/** `migrate.js` of a service: brings its schema up to date, says what it did, and ends the process. */
export async function runMigrations(service: string, database: ServiceDatabase): Promise<void> {
  try {
    const settings = readSettings(service, databaseSettings);
    const dataSource = serviceDataSource(database, {
      url: settings.DATABASE_URL.reveal(),
      poolSize: 2,
      applicationName: `${service}-migrate`,
    });
    await dataSource.initialize();
    const executed = await migrate(dataSource, database.schema);
    await dataSource.destroy();
    process.stdout.write(
      `${service}: ${executed.length === 0 ? 'schema is up to date' : `ran ${executed.join(', ')}`}\n`,
    );
  } catch (error) {
    process.stderr.write(`${service}: migrations failed: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
