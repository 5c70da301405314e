import { CurrentPrincipal, InternalOnly, notFound, openApiSchema, type Principal, RequireRole } from '@ce/service-kit';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ce/service-kit/openapi';
import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Connections } from '../connection-store/connections.js';
import { Tokens } from '../token-store/tokens.js';
import type { Check } from './check.js';
import { refusedAuthorization, withAuthorization } from './check-authorization.js';
import { lookedOrRefused } from './looked-or-refused.js';
import { preflightAnswer } from './preflight-answer.js';
import { PreflightStore } from './preflight-store.js';
import { RunPreflight } from './run-preflight.js';

/** A report younger than this answers the other services' requests too. Milliseconds. */
const FRESH = 10 * 60_000;

@ApiTags('preflight')
@Controller()
export class PreflightController {
  constructor(
    private readonly connections: Connections,
    private readonly preflights: PreflightStore,
    private readonly runPreflight: RunPreflight,
    private readonly tokens: Tokens,
  ) {}

  @Get('connections/:id/preflight')
  @ApiOperation({ summary: 'The last preflight: each check as pass, warn or fail, what it affects, how to mend it.' })
  @ApiOkResponse({ schema: openApiSchema(preflightAnswer) })
  async read(@CurrentPrincipal() { workspaceId }: Principal, @Param('id') id: string) {
    await this.connections.ofWorkspace(workspaceId, id);
    const report = await this.preflights.read(id);
    if (report === null) throw notFound('preflight of the connection', id);
    return withAuthorization(report, await this.#refusedAuthorization(id));
  }

  @Post('connections/:id/preflight')
  @HttpCode(200)
  @RequireRole('operator')
  @ApiOperation({ summary: 'Looks at the org now.' })
  @ApiOkResponse({ schema: openApiSchema(preflightAnswer) })
  async run(@CurrentPrincipal() { workspaceId, subject }: Principal, @Param('id') id: string) {
    const connection = await this.connections.ofWorkspace(workspaceId, id);
    const answer = await this.runPreflight.run(connection, {
      audit: (report) => ({
        workspaceId,
        connectionId: id,
        actor: subject,
        action: 'preflight-run',
        detail: `The preflight ended with ${report.result}.`,
      }),
    });
    if (answer.kind === 'looked') return answer.report;
    const refused = await this.#refusedAuthorization(id);
    if (refused === null) return lookedOrRefused(answer).report;
    // Not stored: what the last look found holds again once there is a token.
    return { connectionId: id, checkedAt: new Date(), result: refused.result, checks: [refused] };
  }

  async #refusedAuthorization(id: string): Promise<Check | null> {
    const [connection, token] = [await this.connections.find(id), await this.tokens.read(id)];
    return connection === null ? null : refusedAuthorization(connection, token);
  }

  /** For our own services, when one wants the report itself; a lease can ask for a look without waiting for it. */
  @Post('internal/connections/:id/preflight')
  @HttpCode(200)
  @InternalOnly()
  @ApiOperation({ summary: 'The preflight, looked at anew unless the last look is under ten minutes old.' })
  @ApiOkResponse({ schema: openApiSchema(preflightAnswer) })
  async runForService(@Param('id') id: string) {
    const connection = await this.connections.find(id);
    if (connection === null) throw notFound('connection', id);
    const last = await this.preflights.read(id);
    if (last !== null && Date.now() - last.checkedAt.getTime() < FRESH) return last;
    return lookedOrRefused(await this.runPreflight.run(connection)).report;
  }
}
