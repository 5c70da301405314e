import { auditMigrations, type ServiceDatabase } from '@ce/database';
import { runtimeMigrations } from '@ce/messaging';
import type { MigrationInterface } from 'typeorm';
import { CreateReportPolling1790000000001 } from './migrations/1790000000001-create-report-polling.js';
import { CreateDryRun1790000000002 } from './migrations/1790000000002-create-dry-run.js';
import { CreateReportRun1790000000003 } from './migrations/1790000000003-create-report-run.js';

export const database: ServiceDatabase = {
  schema: 'report_polling',
  entities: [],
  migrations: [
    ...(runtimeMigrations as (new () => MigrationInterface)[]),
    CreateReportPolling1790000000001,
    CreateDryRun1790000000002,
    CreateReportRun1790000000003,
    ...auditMigrations,
  ],
};
