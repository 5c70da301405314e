import { AuditTrail } from '@ce/database';
import {
  CurrentPrincipal,
  EVERY_WORKSPACE,
  openApiSchema,
  type Principal,
  Problem,
  RequireRole,
  zodBody,
} from '@ce/service-kit';
import {
  ApiBearerAuth,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@ce/service-kit/openapi';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { DeadLetters } from '../dead-letters/dead-letters.js';
import { deadLetterContentAnswer, deadLetterReplayAnswer, deadLettersAnswer } from './dead-letter-answer.js';
import { showDeadLetter, showDeadLetterContent } from './show-dead-letter.js';

const page = z.strictObject({ limit: z.coerce.number().int().min(1).max(1_000).default(100) });
type Page = z.infer<typeof page>;

const replay = z.strictObject({ ids: z.array(z.string().min(1).max(500)).min(1).max(1_000) });
type Replay = z.infer<typeof replay>;

/**
 * The dead letters of the service that mounts it. One that cannot be read belongs to nobody's workspace as far as
 * anybody knows, so all of them are for CE's own operators: the workspace `*` with the role operator or admin.
 */
@ApiTags('dead letters')
@ApiBearerAuth()
@ApiResponse({ status: 403, description: 'The token is not for the workspace `*`, or not for an operator.' })
@RequireRole('operator')
@Controller('dead-letters')
export class DeadLettersController {
  constructor(
    @Inject(DeadLetters) private readonly deadLetters: DeadLetters,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Events that this service could not take, oldest first, each with its reason. Without their content.',
  })
  @ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 1_000, default: 100 } })
  @ApiOkResponse({ schema: openApiSchema(deadLettersAnswer) })
  async list(@CurrentPrincipal() principal: Principal, @Query(zodBody(page)) { limit }: Page) {
    onlyCeItself(principal);
    const letters = await this.deadLetters.list({ limit });
    return { deadLetters: letters.map(showDeadLetter) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One of them with its content: attributes as headers, and the body as it came.' })
  @ApiParam({ name: 'id', description: 'As in the list, percent-encoded: it holds slashes.' })
  @ApiResponse({ status: 404, description: 'There is no such dead letter, or it was replayed.' })
  @ApiOkResponse({ schema: openApiSchema(deadLetterContentAnswer) })
  async read(@CurrentPrincipal() principal: Principal, @Param('id') id: string) {
    onlyCeItself(principal);
    const letter = await this.deadLetters.read(id);
    if (letter === undefined) throw gone(id);
    await this.#record(principal, 'dead-letter-read', `Read the dead letter ${letter.id} with its content.`);
    return showDeadLetterContent(letter);
  }

  @Post('replays')
  @HttpCode(200)
  @ApiOperation({ summary: 'Hands the events to this service again, and to no other; they leave the list.' })
  @ApiBody({ schema: openApiSchema(replay) })
  @ApiOkResponse({ schema: openApiSchema(deadLetterReplayAnswer) })
  async replay(@CurrentPrincipal() principal: Principal, @Body(zodBody(replay)) { ids }: Replay) {
    onlyCeItself(principal);
    // Before, because the bus shares no transaction with the audit: nothing is replayed without a trace.
    await this.#record(
      principal,
      'dead-letters-replayed',
      `Asked to replay ${ids.length} dead letters: ${someOf(ids)}.`,
    );
    const replayed = await this.deadLetters.replay(ids);
    return { replayed, notFound: ids.filter((id) => !replayed.includes(id)) };
  }

  #record({ workspaceId, subject }: Principal, action: string, detail: string): Promise<void> {
    const facts = { workspaceId, connectionId: null, actor: subject, action, detail };
    return this.audit.record(this.dataSource.manager, facts);
  }
}

/** Enough to recognise them by; an entry is a sentence, and an id may have 500 characters. */
function someOf(ids: readonly string[]): string {
  const shown = ids.slice(0, 20).map((id) => id.slice(0, 200));
  return `${shown.join(', ')}${shown.length < ids.length ? ' and others' : ''}`;
}

function onlyCeItself({ workspaceId }: Principal): void {
  if (workspaceId === EVERY_WORKSPACE) return;
  throw new Problem({
    status: 403,
    title: 'Forbidden',
    detail: 'Dead letters may belong to any workspace, so they are not shown to one of them.',
    fix: 'Ask an operator of Conversational Email, whose token is for the workspace "*".',
  });
}

function gone(id: string): Problem {
  return new Problem({
    status: 404,
    title: 'Not found',
    detail: `There is no dead letter "${id}" in this service.`,
    fix: 'Take an id from GET /dead-letters; a letter that was replayed has left the list.',
  });
}
