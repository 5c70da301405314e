import { errorClass } from '@ce/contracts';
import { AuditTrail, inTransaction } from '@ce/database';
import { WorkList } from '@ce/delivery';
import { CurrentPrincipal, openApiSchema, type Principal, RequireRole, zodBody } from '@ce/service-kit';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@ce/service-kit/openapi';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { WriteLoop } from '../write-fields/write-loop.js';
import type { WriteBack } from '../write-fields/write-back.js';
import { Connections } from '../track-connections/connections.js';

const replay = z
  .strictObject({
    ids: z.array(z.string().max(100)).min(1).max(1_000).optional(),
    class: errorClass.optional(),
  })
  .refine(({ ids, class: failed }) => ids !== undefined || failed !== undefined, 'give "ids", "class", or both');
type Replay = z.infer<typeof replay>;
const replayAnswer = z.object({ replayed: z.number().int().describe('slots') });

@ApiTags('write-backs')
@ApiBearerAuth()
@Controller('write-backs/replays')
export class ReplaysController {
  constructor(
    private readonly writeBacks: WorkList<WriteBack>,
    private readonly connections: Connections,
    private readonly loop: WriteLoop,
    private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
  ) {}

  @Post()
  @HttpCode(200)
  @RequireRole('operator')
  @ApiOperation({ summary: 'Parked slots try again, because somebody mended what stood in their way.' })
  @ApiBody({ schema: openApiSchema(replay) })
  @ApiOkResponse({ schema: openApiSchema(replayAnswer) })
  async replay(@CurrentPrincipal() principal: Principal, @Body(zodBody(replay)) wanted: Replay) {
    const connectionIds = await this.connections.idsOf(principal.workspaceId);
    // First, so that no row is tried with what was read from the org before it was mended.
    await this.connections.markMended(connectionIds);
    const filter = {
      connectionIds,
      ...(wanted.ids === undefined ? {} : { ids: wanted.ids }),
      ...(wanted.class === undefined ? {} : { errorClass: wanted.class }),
    };
    const replayed = await inTransaction(this.dataSource, async (manager) => {
      const rows = await this.writeBacks.replay(filter, manager);
      await this.audit.record(manager, {
        workspaceId: principal.workspaceId,
        connectionId: null,
        actor: principal.subject,
        action: 'write-backs-replayed',
        detail: `Replayed ${rows} parked write-backs${wanted.class === undefined ? '' : ` of the class ${wanted.class}`}.`,
      });
      return rows;
    });
    for (const connectionId of connectionIds) this.loop.resume(connectionId);
    this.loop.nudge();
    return { replayed };
  }
}
