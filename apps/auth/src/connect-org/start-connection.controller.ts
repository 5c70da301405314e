import { randomUUID } from 'node:crypto';
import { inTransaction } from '@ce/database';
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
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Connections } from '../connection-store/connections.js';
import { Audit } from '../record-audit/audit.js';
import type { AuthSettings } from '../settings.js';
import { AuthorizationRequests } from './authorization-requests.js';
import { loginUrlFor } from './login-url.js';
import { oneWorkspaceOf } from './one-workspace.js';

const environment = z.enum(['production', 'sandbox']);
const myDomain = z.string().max(200).optional();
const startBody = z.union([
  z.strictObject({ connectionId: z.undefined().optional(), environment, myDomain }),
  /** Reconnects an existing connection, by the login host that it has unless another is named. */
  z.strictObject({ connectionId: z.string().min(1).max(100), environment: environment.optional(), myDomain }),
]);
const startAnswer = z.object({ connectionId: z.string(), authorizationUrl: z.url() });

@ApiTags('connections')
@Controller('connections')
export class StartConnectionController {
  constructor(
    private readonly connections: Connections,
    private readonly requests: AuthorizationRequests,
    private readonly audit: Audit,
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: AuthSettings,
  ) {}

  @Post()
  @RequireRole('admin')
  @ApiOperation({ summary: 'Starts connecting or reconnecting an org; a person opens the answered address.' })
  @ApiBody({ schema: openApiSchema(startBody) })
  @ApiCreatedResponse({ schema: openApiSchema(startAnswer) })
  async start(@CurrentPrincipal() principal: Principal, @Body(zodBody(startBody)) body: z.infer<typeof startBody>) {
    const { subject } = principal;
    const workspaceId = oneWorkspaceOf(principal);
    const { connectionId: id } = body;
    const existing = id === undefined ? null : await this.connections.ofWorkspace(workspaceId, id);
    const environment = body.environment ?? existing?.environment ?? 'production';
    const asBefore = existing !== null && body.environment === undefined && body.myDomain === undefined;
    const login = loginUrlFor(environment, asBefore ? existing.loginUrl : body.myDomain, this.settings);
    if (login.kind === 'refused') {
      throw new Problem({ status: 400, title: 'Unknown Salesforce address', detail: login.detail, fix: login.fix });
    }
    const connectionId = id ?? `con-${randomUUID()}`;
    const facts = { connectionId, workspaceId, subject, environment, loginUrl: login.url };
    const state = await this.requests.open(facts);
    await inTransaction(this.dataSource, (manager) =>
      this.audit.record(manager, {
        workspaceId,
        connectionId,
        actor: subject,
        action: 'connection-started',
        detail: `Asked to connect a ${environment} org through ${new URL(login.url).host}.`,
      }),
    );
    const authorizationUrl = new URL('start', this.settings.OAUTH_CALLBACK_URL);
    authorizationUrl.searchParams.set('state', state);
    return { connectionId, authorizationUrl: authorizationUrl.href };
  }
}
