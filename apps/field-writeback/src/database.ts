import { auditMigrations, type ServiceDatabase } from '@ce/database';
import { runtimeMigrations } from '@ce/messaging';
import { CreateFact1764000000003 } from './keep-facts/migrations/1764000000003-create-fact.js';
import { CreateCampaign1764000000002 } from './track-campaigns/migrations/1764000000002-create-campaign.js';
import { CreateConnection1764000000001 } from './track-connections/migrations/1764000000001-create-connection.js';
import { AddConnectionConfiguration1764000000005 } from './track-connections/migrations/1764000000005-add-connection-configuration.js';
import { CreateWriteBack1764000000004 } from './write-fields/migrations/1764000000004-create-write-back.js';

export const database: ServiceDatabase = {
  schema: 'field_writeback',
  entities: [],
  migrations: [
    CreateConnection1764000000001,
    CreateCampaign1764000000002,
    CreateFact1764000000003,
    CreateWriteBack1764000000004,
    AddConnectionConfiguration1764000000005,
    ...runtimeMigrations,
    ...auditMigrations,
  ],
};
