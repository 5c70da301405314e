export { DatabaseModule } from './database.module.js';
export { type DatabaseSettings, databaseSettings } from './database-settings.js';
export { inTransaction } from './in-transaction.js';
export { migrate } from './migrate.js';
export { Sealer, UnsealError } from './sealer.js';
export { type DatabaseAddress, serviceDataSource, type ServiceDatabase } from './service-data-source.js';
export { type AuditFacts, AuditTrail } from './record-audit/audit-trail.js';
export { AuditModule } from './record-audit/audit.module.js';
export { auditMigrations } from './record-audit/audit-migrations.js';
