import type { ServiceDatabase } from '@ce/database';
import { runtimeMigrations } from '@ce/messaging';
import { CreateAuthorizationRequest1764000200000 } from './connect-org/migrations/1764000200000-create-authorization-request.js';
import { ConnectionRow } from './connection-store/connection.entity.js';
import { CreateConnection1764000000000 } from './connection-store/migrations/1764000000000-create-connection.js';
import { CreatePreflight1764000400000 } from './inspect-org/migrations/1764000400000-create-preflight.js';
import { CreatePreflightWish1790000000400 } from './inspect-org/migrations/1790000000400-create-preflight-wish.js';
import { CreateCallBudget1764000300000 } from './lease-calls/migrations/1764000300000-create-call-budget.js';
import { CreateAuditEntry1764000500000 } from './record-audit/migrations/1764000500000-create-audit-entry.js';
import { CreateSealingKey1764000600000 } from './seal-secrets/migrations/1764000600000-create-sealing-key.js';
import { CreateToken1764000100000 } from './token-store/migrations/1764000100000-create-token.js';

export const authDatabase: ServiceDatabase = {
  schema: 'auth',
  entities: [ConnectionRow],
  migrations: [
    CreateConnection1764000000000,
    CreateToken1764000100000,
    CreateAuthorizationRequest1764000200000,
    CreateCallBudget1764000300000,
    CreatePreflight1764000400000,
    CreateAuditEntry1764000500000,
    CreateSealingKey1764000600000,
    CreatePreflightWish1790000000400,
    ...(runtimeMigrations as ServiceDatabase['migrations']),
  ],
};
