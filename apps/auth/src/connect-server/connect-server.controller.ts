import { randomUUID } from 'node:crypto';
import { OAuthError, SalesforceOAuth, type TokenSet } from '@ce/salesforce';
import {
  CurrentPrincipal,
  openApiSchema,
  type Principal,
  Problem,
  RequireRole,
  SETTINGS,
  zodBody,
} from '@ce/service-kit';
import { ApiBody, ApiCreatedResponse, ApiOperation, ApiTags } from '@ce/service-kit/openapi';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import { AdoptGrant } from '../connect-org/adopt-grant.js';
import { fixNow } from '../connect-org/fix-now.js';
import { isSharedLoginHost, loginUrlFor } from '../connect-org/login-url.js';
import { oneWorkspaceOf } from '../connect-org/one-workspace.js';
import { Connections } from '../connection-store/connections.js';
import { preflightAnswer } from '../inspect-org/preflight-answer.js';
import { connectionAnswer } from '../list-connections/connection-answer.js';
import { showConnection } from '../list-connections/show-connection.js';
import { RequestToken } from '../refresh-token/request-token.js';
import { RevokeTokens } from '../revoke-tokens/revoke-tokens.js';
import type { AuthSettings } from '../settings.js';

const target = {
  /** An existing connection, to reconnect it; a new one without. */
  connectionId: z.string().optional(),
  environment: z.enum(['production', 'sandbox']),
};

const serverBody = z.discriminatedUnion('flow', [
  z.strictObject({
    ...target,
    flow: z.literal('jwt-bearer'),
    username: z.string().min(3).max(200),
    myDomain: z.string().max(200).optional(),
  }),
  z.strictObject({
    ...target,
    flow: z.literal('client-credentials'),
    /** Salesforce takes this flow on My Domain hosts alone (salesforce-api.md §1.5). */
    myDomain: z.string().min(1).max(200),
    /** The customer's own External Client App; the service's without it. */
    client: z.strictObject({ clientId: z.string().min(1), clientSecret: z.string().min(1) }).optional(),
  }),
]);
const serverAnswer = z.object({ connection: connectionAnswer, preflight: preflightAnswer });
type ServerBody = z.infer<typeof serverBody>;

/** Connections that no person consents to in a browser. */
@ApiTags('connections')
@Controller('connections/server-to-server')
export class ConnectServerController {
  constructor(
    private readonly connections: Connections,
    private readonly oauth: SalesforceOAuth,
    private readonly requestToken: RequestToken,
    private readonly adoptGrant: AdoptGrant,
    private readonly revokeTokens: RevokeTokens,
    @Inject(SETTINGS) private readonly settings: AuthSettings,
  ) {}

  @Post()
  @RequireRole('admin')
  @ApiOperation({ summary: 'Connects or reconnects an org by JWT bearer or client credentials.' })
  @ApiBody({ schema: openApiSchema(serverBody) })
  @ApiCreatedResponse({ schema: openApiSchema(serverAnswer) })
  async connect(@CurrentPrincipal() principal: Principal, @Body(zodBody(serverBody)) body: ServerBody) {
    const { subject } = principal;
    const workspaceId = oneWorkspaceOf(principal);
    if (body.connectionId !== undefined) await this.connections.ofWorkspace(workspaceId, body.connectionId);
    const login = loginUrlFor(body.environment, body.myDomain, this.settings);
    if (login.kind === 'refused') throw refusal(login.detail, login.fix);
    if (body.flow === 'client-credentials' && isSharedLoginHost(login.url)) {
      throw refusal('Salesforce takes client credentials on the org’s My Domain alone.', 'Give the org’s My Domain.');
    }
    const ownClient = body.flow === 'client-credentials' ? (body.client ?? null) : null;
    if (ownClient === null) this.#requireAnyGrant(workspaceId);
    const set = await this.#token(body, login.url);
    if (ownClient === null && !this.#isGranted(workspaceId, set.organizationId)) {
      await this.revokeTokens.revokeUnstored(login.url, set.accessToken);
      throw notGranted(workspaceId);
    }
    const connectionId = body.connectionId ?? `con-${randomUUID()}`;
    const { environment, flow } = body;
    const request = { connectionId, workspaceId, subject, environment, flow, loginUrl: login.url, ownClient };
    const adoption = await this.adoptGrant.adopt(request, set);
    if (adoption.kind === 'refused') throw refusal(adoption.detail, adoption.fix);
    return { connection: showConnection(adoption.connection), preflight: adoption.report };
  }

  async #token(body: ServerBody, loginUrl: string): Promise<TokenSet> {
    if (body.flow === 'jwt-bearer' && this.settings.OAUTH_JWT_PRIVATE_KEY === undefined) {
      throw refusal(
        'This installation has no key for the JWT bearer flow.',
        'Ask its operators to set OAUTH_JWT_PRIVATE_KEY.',
      );
    }
    try {
      if (body.flow === 'jwt-bearer') return await this.requestToken.jwtBearer({ ...body, loginUrl });
      return await this.oauth.clientCredentials(this.requestToken.clientOf(loginUrl, body.client ?? null));
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      throw refusal(`Salesforce gave no token (${error.code}: ${error.description}).`, fixNow(error));
    }
  }

  #requireAnyGrant(workspaceId: string): void {
    if (!this.settings.SERVER_TO_SERVER_GRANTS.some((grant) => grant.workspaceId === workspaceId)) {
      throw notGranted(workspaceId);
    }
  }

  #isGranted(workspaceId: string, orgId: string): boolean {
    return this.settings.SERVER_TO_SERVER_GRANTS.some(
      (grant) => grant.workspaceId === workspaceId && grant.orgId === orgId,
    );
  }
}

function refusal(detail: string, fix: string): Problem {
  return new Problem({ status: 422, title: 'Not connected', detail, fix });
}

function notGranted(workspaceId: string): Problem {
  return refusal(
    `The workspace "${workspaceId}" may not connect this org with the installation’s own app.`,
    'Use the customer’s own app, or ask the operators to add the workspace and the org to SERVER_TO_SERVER_GRANTS.',
  );
}
