import type { IncomingHttpHeaders } from 'node:http';
import type { CloudEvent } from '@ce/contracts';
import { CurrentPrincipal, openApiSchema, type Principal, Problem, RequireRole } from '@ce/service-kit';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@ce/service-kit/openapi';
import { Body, Controller, Headers, HttpCode, HttpStatus, Inject, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { Outbox } from '../publish/outbox.js';
import { OutboxBacklog } from '../publish/outbox-backlog.js';
import { acceptedAnswer, partlyAcceptedAnswer } from './accepted-answer.js';
import { checkEvent } from './check-event.js';
import { EventOwners, ownershipCheck } from './event-owners.js';
import { EventsRefused, MOST_EVENTS, outboxIsFull, type RefusedEvent, tooManyEvents } from './events-refused.js';
import { eventsSchema } from './events-schema.js';
import { readRequest } from './read-request.js';

export interface AcceptedEvents {
  accepted: number;
  /** Ids of the events that were taken. */
  ids: string[];
  /** Only in an answer 207: what was not taken. */
  refused?: RefusedEvent[];
}

/**
 * `POST /events`: CloudEvents for publishers without a Kafka client; structured, batch and binary mode.
 *
 * 202: all events are stored. 207: those under `ids` are stored, those under `refused` are not, each with its reason.
 * 400: none is stored. A request that is sent again publishes again; readers tell duplicates by source and id.
 */
@ApiTags('events')
@Controller('events')
export class EventsController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(EventOwners) private readonly owners: EventOwners,
    @Inject(OutboxBacklog) private readonly backlog: OutboxBacklog,
  ) {}

  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @RequireRole('publisher')
  @ApiOperation({ summary: 'Publish CloudEvents: emails, conversations, campaigns' })
  @ApiConsumes('application/cloudevents+json', 'application/cloudevents-batch+json', 'application/json')
  @ApiBody({ description: 'One event, an array of events, or with ce- headers the data alone', schema: eventsSchema })
  @ApiResponse({ status: 202, description: 'All events are stored.', schema: openApiSchema(acceptedAnswer) })
  @ApiResponse({
    status: 207,
    description: 'Some events are stored; the others are listed with what to correct.',
    schema: openApiSchema(partlyAcceptedAnswer),
  })
  @ApiResponse({ status: 400, description: 'No event is stored; all are listed with what to correct.' })
  @ApiResponse({ status: 413, description: 'Too many events, or too large a body.' })
  @ApiResponse({ status: 503, description: 'Kafka is away and the outbox is full; send again later.' })
  async accept(
    @CurrentPrincipal() principal: Principal,
    @Headers() headers: IncomingHttpHeaders,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AcceptedEvents> {
    const request = readRequest(headers, body);
    if (request.kind === 'not-cloudevents') {
      throw new Problem({ status: 415, title: 'Not CloudEvents', detail: request.detail, fix: request.fix });
    }
    if (await this.backlog.isFull()) throw outboxIsFull();
    if (request.events.length > MOST_EVENTS) throw tooManyEvents(request.events.length);
    const { sound, refused } = checkAll(request.events, await ownershipCheck(this.owners, principal));
    if (sound.length === 0 && refused.length > 0) throw new EventsRefused(refused);
    await this.dataSource.transaction((manager) => this.outbox.publish(manager, sound));
    const answer = { accepted: sound.length, ids: sound.map((event) => event.id) };
    if (refused.length === 0) return answer;
    response.status(HttpStatus.MULTI_STATUS);
    return { ...answer, refused };
  }
}

function checkAll(
  given: readonly unknown[],
  mayPublish: (event: CloudEvent) => boolean,
): { sound: CloudEvent[]; refused: RefusedEvent[] } {
  const now = new Date();
  const sound: CloudEvent[] = [];
  const refused: RefusedEvent[] = [];
  for (const [index, one] of given.entries()) {
    const checked = checkEvent(one, now);
    if (checked.kind !== 'sound') refused.push({ index, id: idOf(one), problem: checked.problem, fix: checked.fix });
    else if (!mayPublish(checked.event)) refused.push({ index, id: idOf(one), ...notYours });
    else sound.push(checked.event);
  }
  return { sound, refused };
}

const notYours = {
  problem: 'Your workspace has no such connection.',
  fix: 'Check connectionId and workspaceId, or publish with the token of the workspace that owns the connection.',
};

function idOf(given: unknown): string | null {
  const id = (given as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id.slice(0, 200) : null;
}
