export { DatabaseModule } from './database.module.js';
export { type DatabaseSettings, databaseSettings } from './database-settings.js';
export { inTransaction } from './in-transaction.js';
export { migrate } from './migrate.js';
export { runMigrations } from './run-migrations.js';
export { Sealer, UnsealError } from './sealer.js';
export { type DatabaseAddress, serviceDataSource, type ServiceDatabase } from './service-data-source.js';
