import { CurrentPrincipal, openApiSchema, type Principal, zodBody } from '@ce/service-kit';
import { ApiOkResponse, ApiOperation, ApiQuery } from '@ce/service-kit/openapi';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { listRows, type RowPage, rowsQuery, type RowsQuery, rowState } from './list-rows.js';
import { listSources, showSource, sourcesQuery, type SourcesQuery, type SourceView } from './show-source.js';
import { rowsAnswer, sourceAnswer, sourcesAnswer } from './source-answer.js';

@Controller('enrollment-sources')
export class ShowSourcesController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'The reports attached to campaigns, with their state and what is wrong with them.' })
  @ApiQuery({ name: 'campaignId', required: false })
  @ApiOkResponse({ schema: openApiSchema(sourcesAnswer) })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query(zodBody(sourcesQuery)) { campaignId }: SourcesQuery,
  ): Promise<SourceView[]> {
    return listSources(this.dataSource.manager, principal.workspaceId, campaignId);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One attached report.' })
  @ApiOkResponse({ schema: openApiSchema(sourceAnswer) })
  show(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<SourceView> {
    return showSource(this.dataSource.manager, principal.workspaceId, id);
  }

  @Get(':id/rows')
  @ApiOperation({ summary: 'The records that the report named, each with its state, the reason and the fix.' })
  @ApiQuery({ name: 'state', required: false, enum: rowState.options })
  @ApiQuery({ name: 'after', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiOkResponse({ schema: openApiSchema(rowsAnswer) })
  async rows(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query(zodBody(rowsQuery)) query: RowsQuery,
  ): Promise<RowPage> {
    const source = await showSource(this.dataSource.manager, principal.workspaceId, id);
    return listRows(this.dataSource.manager, source.id, query);
  }
}
