import { auditMigrations, type ServiceDatabase } from '@ce/database';
import { runtimeMigrations } from '@ce/messaging';
import type { MigrationInterface } from 'typeorm';
import { CreateImport1790000000001 } from './migrations/1790000000001-create-import.js';

export const database: ServiceDatabase = {
  schema: 'import',
  entities: [],
  migrations: [
    ...(runtimeMigrations as (new () => MigrationInterface)[]),
    CreateImport1790000000001,
    ...auditMigrations,
  ],
};
