import { isDeepStrictEqual } from 'node:util';
import { type FieldMapping, fieldMapping, mappingEntry } from '@ce/contracts';
import { CurrentPrincipal, openApiSchema, type Principal, Problem, RequireRole, zodBody } from '@ce/service-kit';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@ce/service-kit/openapi';
import { Body, Controller, Param, Put } from '@nestjs/common';
import { z } from 'zod';
import { Connections } from '../connection-store/connections.js';
import { lookedOrRefused } from '../inspect-org/looked-or-refused.js';
import { RunPreflight } from '../inspect-org/run-preflight.js';
import { mappingProblem } from '../list-connections/connection-answer.js';

/** Strict here, where a misspelt name would change something unseen; readers of events pass over what they do not know. */
const mappingBody = fieldMapping.extend({ entries: z.array(mappingEntry.strict()).max(200) }).strict();

const mappingAnswer = z.object({ mapping: fieldMapping, usable: fieldMapping, problems: z.array(mappingProblem) });

@ApiTags('connections')
@Controller('connections/:id/mapping')
export class ChangeMappingController {
  constructor(
    private readonly connections: Connections,
    private readonly runPreflight: RunPreflight,
  ) {}

  @Put()
  @RequireRole('admin')
  @ApiOperation({
    summary: 'Takes a mapping, checked against the org: sound entries hold, the others are paused and named.',
  })
  @ApiBody({ schema: openApiSchema(mappingBody) })
  @ApiOkResponse({ schema: openApiSchema(mappingAnswer) })
  async change(
    @CurrentPrincipal() { workspaceId, subject }: Principal,
    @Param('id') id: string,
    @Body(zodBody(mappingBody)) mapping: FieldMapping,
  ) {
    const found = await this.connections.ofWorkspace(workspaceId, id);
    const answer = await this.runPreflight.run(found, {
      mapping,
      audit: (_, { usableMapping }) => ({
        workspaceId,
        connectionId: id,
        actor: subject,
        action: 'mapping-changed',
        detail: `${mapping.entries.length} entries, ${usableMapping.entries.length} of them usable.`,
      }),
    });
    const { connection, report } = lookedOrRefused(answer);
    if (!isDeepStrictEqual(connection.mapping, mapping)) {
      const { detail = 'The org cannot be used.', fix = null } = report.checks[0] ?? {};
      throw new Problem({
        status: 409,
        title: 'The mapping cannot be checked now',
        detail,
        fix: fix ?? 'Look at the preflight.',
      });
    }
    return { mapping: connection.mapping, usable: connection.usableMapping, problems: connection.mappingProblems };
  }
}
