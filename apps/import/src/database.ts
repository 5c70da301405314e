import { auditMigrations, type ServiceDatabase } from '@ce/database';
import { runtimeMigrations } from '@ce/messaging';
import type { MigrationInterface } from 'typeorm';
import { CreateImport1790000000001 } from './migrations/1790000000001-create-import.js';
import { CreateRefresh1790000000002 } from './migrations/1790000000002-create-refresh.js';
import { AddDryRuns1790000000003 } from './migrations/1790000000003-add-dry-runs.js';

export const database: ServiceDatabase = {
  schema: 'import',
  entities: [],
  migrations: [
    ...(runtimeMigrations as (new () => MigrationInterface)[]),
    CreateImport1790000000001,
    CreateRefresh1790000000002,
    AddDryRuns1790000000003,
    ...auditMigrations,
  ],
};
