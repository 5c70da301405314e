import { connectionToggles, salesforceId } from '@ce/contracts';
import { inTransaction } from '@ce/database';
import { CurrentPrincipal, openApiSchema, type Principal, RequireRole, zodBody } from '@ce/service-kit';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@ce/service-kit/openapi';
import { Body, Controller, Param, Put } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type ConnectionChange, Connections } from '../connection-store/connections.js';
import { whatDiffers } from '../inspect-org/conclude-look.js';
import { PreflightWishes } from '../inspect-org/preflight-wishes.js';
import { Audit } from '../record-audit/audit.js';

const settingsBody = z.strictObject({
  /** Toggles that are not named stay as they are. */
  toggles: connectionToggles.partial().strict().default({}),
  genericOwnerIds: z
    .array(salesforceId.refine((id) => id.startsWith('005'), 'a user id begins with 005'))
    .max(100)
    .optional(),
});
const settingsAnswer = z.object({ toggles: connectionToggles, genericOwnerIds: z.array(z.string()) });
type SettingsBody = z.infer<typeof settingsBody>;

@ApiTags('connections')
@Controller('connections/:id/settings')
export class ChangeSettingsController {
  constructor(
    private readonly connections: Connections,
    private readonly wishes: PreflightWishes,
    private readonly audit: Audit,
    private readonly dataSource: DataSource,
  ) {}

  @Put()
  @RequireRole('admin')
  @ApiOperation({ summary: 'Switches parts of the sync on and off, and names the users that count as no owner.' })
  @ApiBody({ schema: openApiSchema(settingsBody) })
  @ApiOkResponse({ schema: openApiSchema(settingsAnswer) })
  async change(
    @CurrentPrincipal() { workspaceId, subject }: Principal,
    @Param('id') id: string,
    @Body(zodBody(settingsBody)) body: SettingsBody,
  ) {
    await this.connections.ofWorkspace(workspaceId, id);
    return inTransaction(this.dataSource, async (manager) => {
      const row = await this.connections.change(manager, id, (connection) => {
        const change: ConnectionChange = {
          toggles: { ...connection.toggles, ...body.toggles },
          genericOwnerIds: body.genericOwnerIds ?? connection.genericOwnerIds,
        };
        return whatDiffers(connection, change);
      });
      await this.wishes.wish(id, 'settings-changed', manager);
      const detail = `Set ${
        Object.keys({ ...body.toggles, ...body })
          .filter((name) => name !== 'toggles')
          .join(', ') || 'nothing'
      }.`;
      await this.audit.record(manager, {
        workspaceId,
        connectionId: id,
        actor: subject,
        action: 'settings-changed',
        detail,
      });
      return { toggles: row?.toggles, genericOwnerIds: row?.genericOwnerIds };
    });
  }
}
