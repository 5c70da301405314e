import type { EntityManager } from 'typeorm';
import { z } from 'zod';

export const auditQuery = z.strictObject({
  connectionId: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** The `next` of the page before; entries come newest first. */
  before: z.coerce.number().int().positive().optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

export interface AuditEntry {
  id: string;
  connectionId: string | null;
  actor: string;
  action: string;
  detail: string;
  at: Date;
}

export interface AuditPage {
  entries: AuditEntry[];
  /** Null on the last page. */
  next: string | null;
}

/** An `AuditPage` as HTTP answers it. */
export const auditAnswer = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      connectionId: z.string().nullable(),
      actor: z.string().describe('the subject of the token, or the service that did it by itself'),
      action: z.string(),
      detail: z.string().describe('one sentence'),
      at: z.iso.datetime(),
    }),
  ),
  next: z.string().nullable().describe('`before` of the next page; null on the last'),
});

export async function listEntries(manager: EntityManager, workspaceId: string, query: AuditQuery): Promise<AuditPage> {
  const entries = await manager.query<AuditEntry[]>(
    `select id, connection_id as "connectionId", actor, action, detail, at from audit_entry
     where workspace_id = $1 and ($2::text is null or connection_id = $2) and ($3::text is null or action = $3)
       and ($4::bigint is null or id < $4)
     order by id desc limit $5`,
    [workspaceId, query.connectionId ?? null, query.action ?? null, query.before ?? null, query.limit],
  );
  return { entries, next: entries.length < query.limit ? null : (entries.at(-1)?.id ?? null) };
}
