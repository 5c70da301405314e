import { inTransaction } from '@ce/database';
import { CurrentPrincipal, openApiSchema, type Principal, RequireRole } from '@ce/service-kit';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ce/service-kit/openapi';
import { Controller, Delete, Param } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Connections } from '../connection-store/connections.js';
import { whatDiffers } from '../inspect-org/conclude-look.js';
import { Audit } from '../record-audit/audit.js';
import { RevokeTokens } from '../revoke-tokens/revoke-tokens.js';
import { Tokens } from '../token-store/tokens.js';

const ended = {
  health: 'disconnected',
  healthReason: 'The org was disconnected.',
  healthFix: 'Reconnect it to go on.',
} as const;

const disconnectAnswer = z.object({
  connectionId: z.string(),
  health: z.literal('disconnected'),
  /** False: Salesforce did not answer, and it is asked again until it does. */
  revoked: z.boolean(),
  fix: z.string().optional(),
});
type DisconnectAnswer = z.infer<typeof disconnectAnswer>;

const stillLive =
  'Nothing to do: the revocation is repeated until Salesforce has answered. To end it at once, revoke the app under ' +
  'Connected Apps OAuth Usage in Salesforce.';

@ApiTags('connections')
@Controller('connections/:id')
export class DisconnectOrgController {
  constructor(
    private readonly connections: Connections,
    private readonly tokens: Tokens,
    private readonly revokeTokens: RevokeTokens,
    private readonly audit: Audit,
    private readonly dataSource: DataSource,
  ) {}

  /** Erases first: from then on nobody gets a token, whether or not Salesforce answers the revocation. */
  @Delete()
  @RequireRole('admin')
  @ApiOperation({ summary: 'Erases the tokens here and revokes them at Salesforce. History, mapping and budget stay.' })
  @ApiOkResponse({ schema: openApiSchema(disconnectAnswer) })
  async disconnect(
    @CurrentPrincipal() { workspaceId, subject }: Principal,
    @Param('id') id: string,
  ): Promise<DisconnectAnswer> {
    const connection = await this.connections.ofWorkspace(workspaceId, id);
    const planned = await inTransaction(this.dataSource, async (manager) => {
      const { refreshToken, accessToken } = await this.tokens.erase(manager, id);
      // As it is now: a reconnect may just have given the connection another one.
      let { loginUrl } = connection;
      await this.connections.change(manager, id, (row) => {
        loginUrl = row.loginUrl;
        return whatDiffers(row, ended);
      });
      await this.audit.record(manager, {
        workspaceId,
        connectionId: id,
        actor: subject,
        action: 'disconnected',
        detail: `Disconnected the org ${connection.orgId}.`,
      });
      const token = refreshToken ?? accessToken;
      if (token === null) return null;
      return this.revokeTokens.plan(manager, { connectionId: id, workspaceId, loginUrl, token });
    });
    const answer = { connectionId: id, health: ended.health };
    if (planned === null || (await this.revokeTokens.attempt(planned))) return { ...answer, revoked: true };
    return { ...answer, revoked: false, fix: stillLive };
  }
}
