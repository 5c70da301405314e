import { CurrentPrincipal, openApiSchema, type Principal } from '@ce/service-kit';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ce/service-kit/openapi';
import { Controller, Get, Param } from '@nestjs/common';
import { Connections } from '../connection-store/connections.js';
import { connectionAnswer, connectionsAnswer } from './connection-answer.js';
import { showConnection } from './show-connection.js';

@ApiTags('connections')
@Controller('connections')
export class ListConnectionsController {
  constructor(private readonly connections: Connections) {}

  @Get()
  @ApiOperation({ summary: 'The connections of the workspace.' })
  @ApiOkResponse({ schema: openApiSchema(connectionsAnswer) })
  async list(@CurrentPrincipal() { workspaceId }: Principal) {
    return { connections: (await this.connections.allOfWorkspace(workspaceId)).map(showConnection) };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'One connection: org, health with reason and fix, package, mapping and its problems, toggles.',
  })
  @ApiOkResponse({ schema: openApiSchema(connectionAnswer) })
  async read(@CurrentPrincipal() { workspaceId }: Principal, @Param('id') id: string) {
    return showConnection(await this.connections.ofWorkspace(workspaceId, id));
  }
}
