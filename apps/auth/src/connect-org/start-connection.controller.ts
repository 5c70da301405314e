import { randomUUID } from 'node:crypto';
import { inTransaction } from '@ce/database';
import { SalesforceOAuth } from '@ce/salesforce';
import {
  CurrentPrincipal,
  openApiSchema,
  type Principal,
  Problem,
  RequireRole,
  SETTINGS,
  zodBody,
} from '@ce/service-kit';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Connections } from '../connection-store/connections.js';
import { Audit } from '../record-audit/audit.js';
import type { AuthSettings } from '../settings.js';
import { AuthorizationRequests } from './authorization-requests.js';
import { loginUrlFor } from './login-url.js';
import { challengeOf } from './pkce.js';

const startBody = z.strictObject({
  /** An existing connection, to reconnect it; a new one without. */
  connectionId: z.string().optional(),
  environment: z.enum(['production', 'sandbox']),
  myDomain: z.string().max(200).optional(),
});

@ApiTags('connections')
@Controller('connections')
export class StartConnectionController {
  constructor(
    private readonly connections: Connections,
    private readonly requests: AuthorizationRequests,
    private readonly oauth: SalesforceOAuth,
    private readonly audit: Audit,
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: AuthSettings,
  ) {}

  @Post()
  @RequireRole('admin')
  @ApiOperation({ summary: 'Starts connecting or reconnecting an org; a person opens the answered address.' })
  @ApiBody({ schema: openApiSchema(startBody) })
  async start(@CurrentPrincipal() principal: Principal, @Body(zodBody(startBody)) body: z.infer<typeof startBody>) {
    const { workspaceId, subject } = principal;
    if (body.connectionId !== undefined) await this.connections.ofWorkspace(workspaceId, body.connectionId);
    const login = loginUrlFor(body.environment, body.myDomain, this.settings);
    if (login.kind === 'refused') {
      throw new Problem({ status: 400, title: 'Unknown Salesforce address', detail: login.detail, fix: login.fix });
    }
    const connectionId = body.connectionId ?? `con-${randomUUID()}`;
    const facts = { connectionId, workspaceId, subject, environment: body.environment, loginUrl: login.url };
    const { state, verifier } = await this.requests.open(facts);
    await inTransaction(this.dataSource, (manager) =>
      this.audit.record(manager, {
        workspaceId,
        connectionId,
        actor: subject,
        action: 'connection-started',
        detail: `Asked to connect a ${body.environment} org through ${new URL(login.url).host}.`,
      }),
    );
    const authorizationUrl = this.oauth.authorizationUrl({
      loginUrl: login.url,
      clientId: this.settings.OAUTH_CLIENT_ID,
      redirectUri: this.settings.OAUTH_CALLBACK_URL,
      state,
      codeChallenge: challengeOf(verifier),
    });
    return { connectionId, authorizationUrl };
  }
}
