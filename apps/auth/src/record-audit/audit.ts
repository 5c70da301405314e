import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export type AuditAction =
  | 'connection-started'
  | 'connected'
  | 'reconnected'
  | 'connection-refused'
  | 'disconnected'
  | 'mapping-changed'
  | 'settings-changed'
  | 'budget-changed'
  | 'preflight-run'
  | 'reconnect-needed';

export interface AuditFacts {
  workspaceId: string;
  connectionId: string | null;
  /** The token's subject; `auth` for what the service does by itself. */
  actor: string;
  action: AuditAction;
  /** One sentence without secrets or field values. */
  detail: string;
}

/** Who connected, changed and disconnected what. Entries are never changed or removed. */
@Injectable()
export class Audit {
  async record(manager: EntityManager, facts: AuditFacts): Promise<void> {
    await manager.query(
      'insert into audit_entry (workspace_id, connection_id, actor, action, detail) values ($1, $2, $3, $4, $5)',
      [facts.workspaceId, facts.connectionId, facts.actor, facts.action, facts.detail],
    );
  }
}
