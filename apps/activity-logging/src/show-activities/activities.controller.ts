import { WorkList } from '@ce/delivery';
import { CurrentPrincipal, EVERY_WORKSPACE, notFound, openApiSchema, type Principal, zodBody } from '@ce/service-kit';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@ce/service-kit/openapi';
import { Controller, Get, Query } from '@nestjs/common';
import type { Activity } from '../receive-emails/activity.js';
import { TaskLoop } from '../log-tasks/task-loop.js';
import { Connections } from '../track-connections/connections.js';
import { activitiesAnswer, summaryAnswer } from './activity-answer.js';
import { activityQuery, type ActivityQuery, activityState } from './activity-query.js';
import { showActivity } from './show-activity.js';
import { unknownConnection, UnknownConnections } from './unknown-connections.js';

@ApiTags('activities')
@ApiBearerAuth()
@Controller('activities')
export class ActivitiesController {
  constructor(
    private readonly activities: WorkList<Activity>,
    private readonly connections: Connections,
    private readonly unknown: UnknownConnections,
    private readonly loop: TaskLoop,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'Emails by state, page by page, each with its reason and fix. Without their texts. For the workspace `*`: those ' +
      'that wait for a connection nobody has announced.',
  })
  @ApiQuery({ name: 'state', required: false, schema: openApiSchema(activityState) })
  @ApiQuery({ name: 'recordId', required: false })
  @ApiQuery({ name: 'connectionId', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'after', required: false, description: '`next` of the page before' })
  @ApiOkResponse({ schema: openApiSchema(activitiesAnswer) })
  async list(@CurrentPrincipal() principal: Principal, @Query(zodBody(activityQuery)) query: ActivityQuery) {
    const connectionIds = await this.#visible(principal, query.connectionId);
    const { rows, next } = await this.activities.list(
      query.state === 'skipped' ? 'superseded' : query.state,
      { connectionIds, ...(query.recordId === undefined ? {} : { recordId: query.recordId }) },
      { limit: query.limit, ...(query.after === undefined ? {} : { after: query.after }) },
    );
    const ofUnknownConnection = principal.workspaceId === EVERY_WORKSPACE;
    return { activities: rows.map((row) => showActivity(row, { ofUnknownConnection })), next };
  }

  @Get('summary')
  @ApiOperation({
    summary:
      'How many emails stand where, by class of failure, and which connections wait for what. For the workspace `*`: ' +
      'connections that emails wait for and nobody has announced.',
  })
  @ApiOkResponse({ schema: openApiSchema(summaryAnswer) })
  async summary(@CurrentPrincipal() principal: Principal) {
    const connectionIds = await this.#visible(principal, undefined);
    const counts = await this.activities.count(connectionIds);
    return {
      states: counts.map(({ state, errorClass, rows }) => ({
        state: state === 'superseded' ? 'skipped' : state,
        class: errorClass,
        activities: rows,
      })),
      pauses: this.loop.pauses().filter((pause) => connectionIds.includes(pause.connectionId)),
      ...(principal.workspaceId === EVERY_WORKSPACE ? { unknownConnections: await this.#unknown() } : {}),
    };
  }

  async #unknown() {
    return (await this.unknown.find()).map((unknown) => ({ ...unknown, ...unknownConnection }));
  }

  async #visible(principal: Principal, connectionId: string | undefined): Promise<string[]> {
    const mine =
      principal.workspaceId === EVERY_WORKSPACE
        ? (await this.unknown.find()).map((unknown) => unknown.connectionId)
        : await this.connections.idsOf(principal.workspaceId);
    if (connectionId === undefined) return mine;
    if (!mine.includes(connectionId)) throw notFound('connection', connectionId);
    return [connectionId];
  }
}
