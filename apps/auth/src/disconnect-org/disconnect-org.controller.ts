import { inTransaction } from '@ce/database';
import { SalesforceOAuth } from '@ce/salesforce';
import { CurrentPrincipal, Logger, type Principal, RequireRole } from '@ce/service-kit';
import { Controller, Delete, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Connections } from '../connection-store/connections.js';
import { whatDiffers } from '../inspect-org/conclude-look.js';
import { Audit } from '../record-audit/audit.js';
import { Tokens } from '../token-store/tokens.js';

const ended = {
  health: 'disconnected',
  healthReason: 'The org was disconnected.',
  healthFix: 'Reconnect it to go on.',
} as const;

@ApiTags('connections')
@Controller('connections/:id')
export class DisconnectOrgController {
  constructor(
    private readonly connections: Connections,
    private readonly tokens: Tokens,
    private readonly oauth: SalesforceOAuth,
    private readonly audit: Audit,
    private readonly dataSource: DataSource,
    private readonly log: Logger,
  ) {}

  /** Erases first: from then on nobody gets a token, whether or not Salesforce answers the revocation. */
  @Delete()
  @RequireRole('admin')
  @ApiOperation({ summary: 'Erases the tokens here and revokes them at Salesforce. History, mapping and budget stay.' })
  async disconnect(@CurrentPrincipal() { workspaceId, subject }: Principal, @Param('id') id: string) {
    const connection = await this.connections.ofWorkspace(workspaceId, id);
    const token = await this.tokens.read(id);
    await inTransaction(this.dataSource, async (manager) => {
      await this.tokens.erase(manager, id);
      await this.connections.change(manager, id, (row) => whatDiffers(row, ended));
      await this.audit.record(manager, {
        workspaceId,
        connectionId: id,
        actor: subject,
        action: 'disconnected',
        detail: `Disconnected the org ${connection.orgId}.`,
      });
    });
    const live = token?.refreshToken ?? token?.accessToken ?? null;
    if (live === null) return { connectionId: id, health: 'disconnected', revoked: true };
    return { connectionId: id, health: 'disconnected', ...(await this.#revoke(connection.loginUrl, live)) };
  }

  async #revoke(loginUrl: string, token: string): Promise<{ revoked: boolean; fix?: string }> {
    try {
      await this.oauth.revoke(loginUrl, token);
      return { revoked: true };
    } catch (error) {
      this.log.error('Salesforce did not answer the revocation', { error });
      return {
        revoked: false,
        fix: 'Revoke the app under Connected Apps OAuth Usage in Salesforce: it did not answer the revocation.',
      };
    }
  }
}
