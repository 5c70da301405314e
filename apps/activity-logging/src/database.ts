import { auditMigrations, type ServiceDatabase } from '@ce/database';
import { runtimeMigrations } from '@ce/messaging';
import { CreateMovedRecord1764000000003 } from './log-tasks/migrations/1764000000003-create-moved-record.js';
import { CreateActivity1764000000002 } from './receive-emails/migrations/1764000000002-create-activity.js';
import { HashRecordOfActivity1796000000100 } from './receive-emails/migrations/1796000000100-hash-record-of-activity.js';
import { OrderIndexesOfActivity1796200000100 } from './receive-emails/migrations/1796200000100-order-indexes-of-activity.js';
import { CreateConnection1764000000001 } from './track-connections/migrations/1764000000001-create-connection.js';

export const database: ServiceDatabase = {
  schema: 'activity_logging',
  entities: [],
  migrations: [
    CreateConnection1764000000001,
    CreateActivity1764000000002,
    CreateMovedRecord1764000000003,
    HashRecordOfActivity1796000000100,
    OrderIndexesOfActivity1796200000100,
    ...runtimeMigrations,
    ...auditMigrations,
  ],
};
