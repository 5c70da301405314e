import { CurrentPrincipal, openApiSchema, type Principal, RequireRole, zodBody } from '@ce/service-kit';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@ce/service-kit/openapi';
import { Controller, type DynamicModule, Get, Module, Query, type Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from './audit-trail.js';
import { auditAnswer, type AuditPage, auditQuery, type AuditQuery, listEntries } from './list-entries.js';

/** Gives a service its `AuditTrail`, and shows it to the admins of a workspace. Its table comes with `auditMigrations`. */
@Module({})
export class AuditModule {
  /** @param path of the endpoint; another one for each service, because all of them stand behind one host name */
  static forService({ path }: { path: string }): DynamicModule {
    return {
      module: AuditModule,
      global: true,
      controllers: [controllerAt(path)],
      providers: [AuditTrail],
      exports: [AuditTrail],
    };
  }
}

function controllerAt(path: string): Type {
  @ApiTags('audit')
  @Controller(path)
  class AuditController {
    constructor(private readonly dataSource: DataSource) {}

    @Get()
    @RequireRole('admin')
    @ApiOperation({ summary: 'Who did what in the workspace by this service, newest first, page by page.' })
    @ApiQuery({ name: 'connectionId', required: false })
    @ApiQuery({ name: 'action', required: false })
    @ApiQuery({ name: 'limit', required: false })
    @ApiQuery({ name: 'before', required: false, description: '`next` of the page before' })
    @ApiOkResponse({ schema: openApiSchema(auditAnswer) })
    read(
      @CurrentPrincipal() { workspaceId }: Principal,
      @Query(zodBody(auditQuery)) query: AuditQuery,
    ): Promise<AuditPage> {
      return listEntries(this.dataSource.manager, workspaceId, query);
    }
  }
  return AuditController;
}
