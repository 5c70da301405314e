import { CurrentPrincipal, type Principal, RequireRole, zodBody } from '@ce/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';

const page = z.object({
  connectionId: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** The last id of the former page; entries come newest first. */
  before: z.coerce.number().int().positive().optional(),
});

interface EntryRow {
  id: string;
  connectionId: string | null;
  actor: string;
  action: string;
  detail: string;
  at: Date;
}

@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @RequireRole('admin')
  async read(@CurrentPrincipal() principal: Principal, @Query(zodBody(page)) query: z.infer<typeof page>) {
    const entries = await this.dataSource.query<EntryRow[]>(
      `select id, connection_id as "connectionId", actor, action, detail, at from audit_entry
       where workspace_id = $1 and ($2::text is null or connection_id = $2) and ($3::bigint is null or id < $3)
       order by id desc limit $4`,
      [principal.workspaceId, query.connectionId ?? null, query.before ?? null, query.limit],
    );
    return { entries };
  }
}
