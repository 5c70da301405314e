import { CurrentPrincipal, notFound, openApiSchema, type Principal, zodBody } from '@ce/service-kit';
import { ApiOkResponse, ApiOperation, ApiQuery } from '@ce/service-kit/openapi';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { problemsAnswer } from '../check-mappings/problems-answer.js';
import { listProblems, type ShownProblem } from '../check-mappings/store-problems.js';
import { ImportContacts } from '../import-contacts/import-contacts.js';
import { connectionIdsOf } from '../track-connections/store-connections.js';
import { importsAnswer, summaryAnswer } from './imports-answer.js';
import {
  type ImportPage,
  importsQuery,
  type ImportsQuery,
  importState,
  listImports,
  summarizeImports,
  summaryQuery,
  type SummaryQuery,
} from './list-imports.js';

@Controller()
export class ShowImportsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: ImportContacts,
  ) {}

  @Get('imports')
  @ApiOperation({ summary: 'Report rows with the state of their import, the reason and the fix.' })
  @ApiQuery({ name: 'campaignId', required: false })
  @ApiQuery({ name: 'state', required: false, enum: importState.options })
  @ApiQuery({ name: 'after', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiOkResponse({ schema: openApiSchema(importsAnswer) })
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query(zodBody(importsQuery)) query: ImportsQuery,
  ): Promise<ImportPage> {
    const { manager } = this.dataSource;
    return listImports(manager, await connectionIdsOf(manager, principal.workspaceId), query);
  }

  @Get('imports/summary')
  @ApiOperation({ summary: 'How many rows are in which state, by reason, and what the import waits for.' })
  @ApiQuery({ name: 'campaignId', required: false })
  @ApiOkResponse({ schema: openApiSchema(summaryAnswer) })
  async summary(@CurrentPrincipal() principal: Principal, @Query(zodBody(summaryQuery)) { campaignId }: SummaryQuery) {
    const { manager } = this.dataSource;
    const connectionIds = await connectionIdsOf(manager, principal.workspaceId);
    const pauses = this.imports.pauses().filter((pause) => connectionIds.includes(pause.connectionId));
    return { states: await summarizeImports(manager, connectionIds, campaignId), pauses };
  }

  @Get('imports/connections/:id/mapping-problems')
  @ApiOperation({ summary: 'Entries of the field mapping that are paused, why, and what to do.' })
  @ApiOkResponse({ schema: openApiSchema(problemsAnswer) })
  async problems(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<ShownProblem[]> {
    const { manager } = this.dataSource;
    const connectionIds = await connectionIdsOf(manager, principal.workspaceId);
    if (!connectionIds.includes(id)) throw notFound('connection', id);
    return listProblems(manager, id);
  }
}
