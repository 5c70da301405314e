import { AuditModule, DatabaseModule } from '@ce/database';
import { MessagingModule } from '@ce/messaging';
import { Module } from '@nestjs/common';
import { authDatabase } from './auth-database.js';
import { ChangeMappingController } from './change-mapping/change-mapping.controller.js';
import { ChangeSettingsController } from './change-settings/change-settings.controller.js';
import { AdoptGrant } from './connect-org/adopt-grant.js';
import { AuthorizationRequests } from './connect-org/authorization-requests.js';
import { OAuthCallbackController } from './connect-org/oauth-callback.controller.js';
import { oauthProvider } from './connect-org/oauth.provider.js';
import { OpenAuthorizationController } from './connect-org/open-authorization.controller.js';
import { StartConnectionController } from './connect-org/start-connection.controller.js';
import { ConnectServerController } from './connect-server/connect-server.controller.js';
import { Connections } from './connection-store/connections.js';
import { DisconnectOrgController } from './disconnect-org/disconnect-org.controller.js';
import { ForecastController } from './forecast-usage/forecast.controller.js';
import { FulfilWishes } from './inspect-org/fulfil-wishes.js';
import { LookAtOrg } from './inspect-org/look-at-org.js';
import { PreflightController } from './inspect-org/preflight.controller.js';
import { PreflightStore } from './inspect-org/preflight-store.js';
import { PreflightWishes } from './inspect-org/preflight-wishes.js';
import { RunPreflight } from './inspect-org/run-preflight.js';
import { Upkeep } from './keep-up/upkeep.js';
import { CallLedger } from './lease-calls/call-ledger.js';
import { LeaseCalls } from './lease-calls/lease-calls.js';
import { LeaseController } from './lease-calls/lease.controller.js';
import { ListConnectionsController } from './list-connections/list-connections.controller.js';
import { Audit } from './record-audit/audit.js';
import { FreshTokens } from './refresh-token/fresh-tokens.js';
import { KeepAlive } from './refresh-token/keep-alive.js';
import { RefreshToken } from './refresh-token/refresh-token.js';
import { RequestToken } from './refresh-token/request-token.js';
import { PendingRevocations } from './revoke-tokens/pending-revocations.js';
import { RevokeTokens } from './revoke-tokens/revoke-tokens.js';
import { ProveKeys } from './seal-secrets/prove-keys.js';
import { ResealSecrets } from './seal-secrets/reseal-secrets.js';
import { SealedValues } from './seal-secrets/sealed-values.js';
import { sealerProvider } from './seal-secrets/sealer.provider.js';
import { SealingController } from './seal-secrets/sealing.controller.js';
import { BudgetController } from './set-budget/budget.controller.js';
import { TokenSecrets } from './token-store/token-secrets.js';
import { Tokens } from './token-store/tokens.js';

/**
 * Connections to Salesforce orgs, and permission to use them.
 *
 * consumes  nothing
 * publishes salesforce.connection.changed.v1
 * owns      the schema `auth`: connections, sealed tokens, call budgets and leases, preflights, the audit
 * calls     Salesforce: OAuth, describe, limits
 */
@Module({
  imports: [
    DatabaseModule.forService(authDatabase),
    MessagingModule.forService({ group: 'auth' }),
    AuditModule.forService({ path: 'audit' }),
  ],
  controllers: [
    // Before `connections/:id`, whose patterns would take its path.
    ConnectServerController,
    StartConnectionController,
    OpenAuthorizationController,
    OAuthCallbackController,
    ListConnectionsController,
    ChangeMappingController,
    ChangeSettingsController,
    DisconnectOrgController,
    PreflightController,
    BudgetController,
    ForecastController,
    LeaseController,
    SealingController,
  ],
  providers: [
    ...[oauthProvider, AuthorizationRequests, AdoptGrant],
    ...[sealerProvider, ProveKeys, SealedValues, ResealSecrets],
    ...[Connections, Tokens, TokenSecrets],
    ...[FreshTokens, RefreshToken, RequestToken, KeepAlive],
    ...[RevokeTokens, PendingRevocations],
    ...[LookAtOrg, RunPreflight, PreflightStore, PreflightWishes, FulfilWishes],
    ...[LeaseCalls, CallLedger],
    ...[Audit, Upkeep],
  ],
})
export class AppModule {}
