import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface AuditFacts<Action extends string = string> {
  workspaceId: string;
  connectionId: string | null;
  /** The token's subject; the service's name for what it does by itself. */
  actor: string;
  action: Action;
  /** One sentence without secrets or field values. */
  detail: string;
}

/**
 * Who did what in this service, in its own table `audit_entry`. Entries are never changed or removed. Record them in the
 * transaction of what they tell of, so that neither is without the other.
 */
@Injectable()
export class AuditTrail<Action extends string = string> {
  async record(manager: EntityManager, facts: AuditFacts<Action>): Promise<void> {
    await manager.query(
      'insert into audit_entry (workspace_id, connection_id, actor, action, detail) values ($1, $2, $3, $4, $5)',
      [facts.workspaceId, facts.connectionId, facts.actor, facts.action, facts.detail],
    );
  }
}
