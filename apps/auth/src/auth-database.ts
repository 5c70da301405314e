import type { ServiceDatabase } from '@ce/database';
import { runtimeMigrations } from '@ce/messaging';
import { CreateAuthorizationRequest1764000200000 } from './connect-org/migrations/1764000200000-create-authorization-request.js';
import { AddBrowserToAuthorizationRequest1795800000300 } from './connect-org/migrations/1795800000300-add-browser-to-authorization-request.js';
import { ConnectionRow } from './connection-store/connection.entity.js';
import { CreateConnection1764000000000 } from './connection-store/migrations/1764000000000-create-connection.js';
import { CreatePreflight1764000400000 } from './inspect-org/migrations/1764000400000-create-preflight.js';
import { CreatePreflightWish1790000000400 } from './inspect-org/migrations/1790000000400-create-preflight-wish.js';
import { CreateCallBudget1764000300000 } from './lease-calls/migrations/1764000300000-create-call-budget.js';
import { CreateAuditEntry1764000500000 } from './record-audit/migrations/1764000500000-create-audit-entry.js';
import { CreatePendingRevocation1795800000200 } from './revoke-tokens/migrations/1795800000200-create-pending-revocation.js';
import { CreateSealingKey1764000600000 } from './seal-secrets/migrations/1764000600000-create-sealing-key.js';
import { AddRefusalToToken1795800000100 } from './token-store/migrations/1795800000100-add-refusal-to-token.js';
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
    AddRefusalToToken1795800000100,
    CreatePendingRevocation1795800000200,
    AddBrowserToAuthorizationRequest1795800000300,
    ...(runtimeMigrations as ServiceDatabase['migrations']),
  ],
};
