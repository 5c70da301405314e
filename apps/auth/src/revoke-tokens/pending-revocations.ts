import { randomUUID } from 'node:crypto';
import { Sealer } from '@ce/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A token that must end at Salesforce. */
export interface TokenToRevoke {
  connectionId: string;
  workspaceId: string;
  loginUrl: string;
  /** A refresh token ends its whole approval; an access token only itself. */
  token: string;
}

export interface PendingRevocation extends TokenToRevoke {
  id: string;
  /** This one included. */
  attempts: number;
  /** Salesforce’s idle limit has ended the token by now. */
  outlived: boolean;
}

interface PendingRow {
  id: string;
  connection_id: string;
  workspace_id: string;
  login_url: string;
  sealed_token: string;
  attempts: number;
  outlived: boolean;
}

/** Salesforce’s idle limit (salesforce-api.md §1.6); no token lives longer unused. */
const OUTLIVED_DAYS = 30;
const DUE_AT_ONCE = 20;

/** Tokens that are erased here and may still live at Salesforce, sealed; gone as soon as they are revoked. */
@Injectable()
export class PendingRevocations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
  ) {}

  /** @param leaveMs how long the one who plans it has to do it himself, before any replica does */
  async plan(manager: EntityManager, due: TokenToRevoke, leaveMs: number): Promise<string> {
    const id = randomUUID();
    await manager.query(
      `insert into pending_revocation (id, connection_id, workspace_id, login_url, sealed_token, next_attempt_at)
       values ($1, $2, $3, $4, $5, now() + $6 * interval '1 millisecond')`,
      [id, due.connectionId, due.workspaceId, due.loginUrl, this.sealer.seal(due.token, contextOf(id)), leaveMs],
    );
    return id;
  }

  async due(): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'select id from pending_revocation where next_attempt_at <= now() order by next_attempt_at limit $1',
      [DUE_AT_ONCE],
    );
    return rows.map(({ id }) => id);
  }

  /** For one attempt; the next is due after a pause that doubles from a minute to a day. Null: somebody else is at it. */
  async take(id: string, options: { onlyIfDue: boolean }): Promise<PendingRevocation | null> {
    const [[row]] = await this.dataSource.query<[PendingRow[], number]>(
      `update pending_revocation set attempts = attempts + 1,
         next_attempt_at = now() + least(1440, power(2, least(attempts, 11))) * interval '1 minute'
       where id = $1 and (next_attempt_at <= now() or not $2)
       returning id, connection_id, workspace_id, login_url, sealed_token, attempts,
         created_at < now() - $3 * interval '1 day' as outlived`,
      [id, options.onlyIfDue, OUTLIVED_DAYS],
    );
    if (row === undefined) return null;
    return {
      id: row.id,
      connectionId: row.connection_id,
      workspaceId: row.workspace_id,
      loginUrl: row.login_url,
      token: this.sealer.open(row.sealed_token, contextOf(row.id)),
      attempts: row.attempts,
      outlived: row.outlived,
    };
  }

  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.query('delete from pending_revocation where id = $1', [id]);
  }
}

export function contextOf(id: string): string {
  return `revocation/${id}`;
}
