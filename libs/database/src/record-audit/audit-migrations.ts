import type { ServiceDatabase } from '../service-data-source.js';
import { CreateAuditEntry1795000000001 } from './migrations/1795000000001-create-audit-entry.js';

/** For the migrations of a service that imports the `AuditModule`. */
export const auditMigrations: ServiceDatabase['migrations'] = [CreateAuditEntry1795000000001];
