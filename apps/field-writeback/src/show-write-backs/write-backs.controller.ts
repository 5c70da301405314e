import { WorkList } from '@ce/delivery';
import { CurrentPrincipal, notFound, openApiSchema, type Principal, zodBody } from '@ce/service-kit';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@ce/service-kit/openapi';
import { Controller, Get, Query } from '@nestjs/common';
import type { WriteBack } from '../write-fields/write-back.js';
import { WriteLoop } from '../write-fields/write-loop.js';
import { Connections } from '../track-connections/connections.js';
import { summaryAnswer, writeBacksAnswer } from './write-back-answer.js';
import { writeBackQuery, type WriteBackQuery, writeBackState } from './write-back-query.js';
import { showWriteBack } from './show-write-back.js';

@ApiTags('write-backs')
@ApiBearerAuth()
@Controller('write-backs')
export class WriteBacksController {
  constructor(
    private readonly writeBacks: WorkList<WriteBack>,
    private readonly connections: Connections,
    private readonly loop: WriteLoop,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Slots of records by state, page by page, each with its reason and fix.' })
  @ApiQuery({ name: 'state', required: false, schema: openApiSchema(writeBackState) })
  @ApiQuery({ name: 'recordId', required: false })
  @ApiQuery({ name: 'connectionId', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'after', required: false, description: '`next` of the page before' })
  @ApiOkResponse({ schema: openApiSchema(writeBacksAnswer) })
  async list(@CurrentPrincipal() principal: Principal, @Query(zodBody(writeBackQuery)) query: WriteBackQuery) {
    const connectionIds = await this.#visible(principal, query.connectionId);
    const { rows, next } = await this.writeBacks.list(
      query.state === 'not-applicable' ? 'superseded' : query.state,
      { connectionIds, ...(query.recordId === undefined ? {} : { recordId: query.recordId }) },
      { limit: query.limit, ...(query.after === undefined ? {} : { after: query.after }) },
    );
    return { writeBacks: rows.map(showWriteBack), next };
  }

  @Get('summary')
  @ApiOperation({ summary: 'How many slots stand where, by class of failure, and which connections wait for what.' })
  @ApiOkResponse({ schema: openApiSchema(summaryAnswer) })
  async summary(@CurrentPrincipal() principal: Principal) {
    const connectionIds = await this.#visible(principal, undefined);
    const counts = await this.writeBacks.count(connectionIds);
    return {
      states: counts.map(({ state, errorClass, rows }) => ({
        state: state === 'superseded' ? 'not-applicable' : state,
        class: errorClass,
        writeBacks: rows,
      })),
      pauses: this.loop.pauses().filter((pause) => connectionIds.includes(pause.connectionId)),
    };
  }

  async #visible(principal: Principal, connectionId: string | undefined): Promise<string[]> {
    const mine = await this.connections.idsOf(principal.workspaceId);
    if (connectionId === undefined) return mine;
    if (!mine.includes(connectionId)) throw notFound('connection', connectionId);
    return [connectionId];
  }
}
