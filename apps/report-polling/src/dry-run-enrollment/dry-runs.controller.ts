import { AuditTrail, inTransaction } from '@ce/database';
import { Outbox } from '@ce/messaging';
import {
  CurrentPrincipal,
  notFound,
  openApiSchema,
  type Principal,
  Problem,
  RequireRole,
  zodBody,
} from '@ce/service-kit';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiOperation, ApiQuery } from '@ce/service-kit/openapi';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { refuseIfOver } from '../enroll-rows/campaign-over.js';
import { showSource, type SourceView } from '../show-sources/show-source.js';
import { dryRunAnswer, dryRunRowsAnswer } from './dry-run-answer.js';
import { type DryRunRowsQuery, dryRunRowsQuery, type DryRunView, listDryRunRows, showDryRun } from './show-dry-run.js';
import { startDryRun } from './start-dry-run.js';

const dryRunBody = z.strictObject({
  /** `auto`: as if rows enrolled themselves, by the rules of the source; `manual`: as if a person enrolled them all. */
  enrollment: z.enum(['auto', 'manual']).default('auto'),
});
type DryRunBody = z.infer<typeof dryRunBody>;

@Controller('enrollment-sources/:id/dry-run')
export class DryRunsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  @Post()
  @HttpCode(202)
  @RequireRole('operator')
  @ApiOperation({ summary: 'Asks who of the report would be enrolled, and why not the others. Enrolls nobody.' })
  @ApiBody({ schema: openApiSchema(dryRunBody) })
  @ApiAcceptedResponse({ schema: openApiSchema(dryRunAnswer) })
  async start(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body(zodBody(dryRunBody)) { enrollment }: DryRunBody,
  ): Promise<DryRunView> {
    const source = await showSource(this.dataSource.manager, principal.workspaceId, id);
    refuseIfOver(source.campaignStatus);
    if (source.lastReadAt === null && Object.keys(source.rows).length === 0) throw notRead(source);
    await inTransaction(this.dataSource, async (manager) => {
      const rows = await startDryRun(manager, this.outbox, { ...source, sourceId: id }, enrollment);
      await this.audit.record(manager, {
        workspaceId: principal.workspaceId,
        connectionId: source.connectionId,
        actor: principal.subject,
        action: 'dry-run-requested',
        detail: `Asked of ${rows} rows of ${id} whether they would be enrolled ${enrollment === 'auto' ? 'by themselves' : 'by hand'}.`,
      });
    });
    return this.show(principal, id);
  }

  @Get()
  @ApiOperation({ summary: 'How many rows would be enrolled, and how many not, by reason.' })
  @ApiOkResponse({ schema: openApiSchema(dryRunAnswer) })
  async show(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<DryRunView> {
    const { manager } = this.dataSource;
    await showSource(manager, principal.workspaceId, id);
    const view = await showDryRun(manager, id);
    if (view === undefined) throw notFound('dry run of the enrollment source', id);
    return view;
  }

  @Get('rows')
  @ApiOperation({ summary: 'Every row with its verdict, the reason and the fix.' })
  @ApiQuery({ name: 'verdict', required: false, enum: ['enroll', 'refuse', 'wait'] })
  @ApiQuery({ name: 'code', required: false })
  @ApiQuery({ name: 'after', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiOkResponse({ schema: openApiSchema(dryRunRowsAnswer) })
  async rows(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query(zodBody(dryRunRowsQuery)) query: DryRunRowsQuery,
  ) {
    const { manager } = this.dataSource;
    await showSource(manager, principal.workspaceId, id);
    return listDryRunRows(manager, id, query);
  }
}

function notRead({ problem }: SourceView): Problem {
  return new Problem({
    status: 409,
    title: 'Not read yet',
    detail: `The report has not been read yet, so nobody knows its rows.${problem === null ? '' : ` ${problem.problem}`}`,
    fix: problem?.fix ?? 'Wait until its state is “read”, then ask again.',
  });
}
