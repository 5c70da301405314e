import { AuditTrail, inTransaction } from '@ce/database';
import { CurrentPrincipal, openApiSchema, type Principal, RequireRole, zodBody } from '@ce/service-kit';
import { ApiAcceptedResponse, ApiBody, ApiOperation } from '@ce/service-kit/openapi';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ImportContacts } from '../import-contacts/import-contacts.js';
import { connectionIdsOf } from '../track-connections/store-connections.js';
import { replayBody, type ReplayBody, replayImports } from './replay-imports.js';

const replayAnswer = z.object({ replayed: z.number().int().describe('rows') });

@Controller('imports')
export class ReplayImportsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: ImportContacts,
    private readonly audit: AuditTrail,
  ) {}

  @Post('replays')
  @HttpCode(202)
  @RequireRole('operator')
  @ApiOperation({ summary: 'Tries parked or refused rows again, after their cause was mended.' })
  @ApiBody({ schema: openApiSchema(replayBody) })
  @ApiAcceptedResponse({ schema: openApiSchema(replayAnswer) })
  async replay(
    @CurrentPrincipal() principal: Principal,
    @Body(zodBody(replayBody)) body: ReplayBody,
  ): Promise<{ replayed: number }> {
    const { manager } = this.dataSource;
    const connectionIds = await connectionIdsOf(manager, principal.workspaceId);
    // The mapping or the permissions may be what was mended.
    for (const connectionId of connectionIds) this.imports.orgFields.forget(connectionId);
    const replayed = await inTransaction(this.dataSource, async (transaction) => {
      const rows = await replayImports(transaction, connectionIds, body);
      await this.audit.record(transaction, {
        workspaceId: principal.workspaceId,
        connectionId: null,
        actor: principal.subject,
        action: 'imports-replayed',
        detail: `Replayed ${rows} rows that were ${body.state}.`,
      });
      return rows;
    });
    for (const connectionId of connectionIds) this.imports.connectionChanged(connectionId);
    return { replayed };
  }
}
