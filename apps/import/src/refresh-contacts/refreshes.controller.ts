import { AuditTrail, inTransaction } from '@ce/database';
import { CurrentPrincipal, notFound, openApiSchema, type Principal, Problem, RequireRole } from '@ce/service-kit';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@ce/service-kit/openapi';
import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { connectionIdsOf } from '../track-connections/store-connections.js';
import { noteNewConnections } from './claim-refresh.js';
import { RefreshContacts } from './refresh-contacts.js';

interface RefreshView {
  refreshedAt: Date | null;
  nextAt: Date | null;
  problem: { code: string; problem: string; fix: string } | null;
}

const refreshAnswer = z.object({
  refreshedAt: z.iso.datetime().nullable(),
  nextAt: z.iso.datetime().nullable(),
  problem: z.object({ code: z.string(), problem: z.string(), fix: z.string() }).nullable(),
});

@Controller('imports/connections/:id/refreshes')
export class RefreshesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly refreshes: RefreshContacts,
    private readonly audit: AuditTrail,
  ) {}

  @Get()
  @ApiOperation({ summary: 'When the enrolled people were last looked at for changes, when next, and what is wrong.' })
  @ApiOkResponse({ schema: openApiSchema(refreshAnswer) })
  async show(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<RefreshView> {
    await this.#mine(principal, id);
    const [view]: RefreshView[] = await this.dataSource.query(
      `select refreshed_at as "refreshedAt", due_at as "nextAt",
              case when code is not null then jsonb_build_object('code', code, 'problem', reason, 'fix', fix) end as problem
       from refresh where connection_id = $1`,
      [id],
    );
    return view ?? { refreshedAt: null, nextAt: null, problem: null };
  }

  @Post()
  @HttpCode(202)
  @RequireRole('operator')
  @ApiOperation({ summary: 'Looks now for what changed of the enrolled people.' })
  @ApiAcceptedResponse({ schema: openApiSchema(refreshAnswer) })
  async refresh(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<RefreshView> {
    await this.#mine(principal, id);
    if (!this.refreshes.enabled) throw switchedOff();
    await inTransaction(this.dataSource, async (manager) => {
      await noteNewConnections(manager, this.refreshes.intervalMs);
      await manager.query('update refresh set due_at = now() where connection_id = $1', [id]);
      await this.audit.record(manager, {
        workspaceId: principal.workspaceId,
        connectionId: id,
        actor: principal.subject,
        action: 'refresh-requested',
        detail: 'Asked to look now for changes of the enrolled people.',
      });
    });
    this.refreshes.nudge();
    return this.show(principal, id);
  }

  async #mine(principal: Principal, id: string): Promise<void> {
    const mine = await connectionIdsOf(this.dataSource.manager, principal.workspaceId);
    if (!mine.includes(id)) throw notFound('connection', id);
  }
}

function switchedOff(): Problem {
  return new Problem({
    status: 409,
    title: 'Switched off',
    detail: 'This installation does not look for changes: REFRESH_SECONDS is 0.',
    fix: 'Set REFRESH_SECONDS of the import service to the wanted interval, and restart it.',
  });
}
