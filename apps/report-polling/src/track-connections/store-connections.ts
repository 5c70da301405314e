import type { ConnectionHealth, ConnectionState } from '@ce/contracts';
import type { EntityManager } from 'typeorm';

export interface TrackedConnection {
  connectionId: string;
  workspaceId: string;
  health: ConnectionHealth;
  healthReason: string | null;
}

/** Of two states of one connection the one with the higher version holds, whatever the order of arrival. */
export async function storeConnections(manager: EntityManager, states: readonly ConnectionState[]): Promise<void> {
  const newest = new Map<string, ConnectionState>();
  for (const state of states) {
    const known = newest.get(state.connectionId);
    if (known === undefined || state.version >= known.version) newest.set(state.connectionId, state);
  }
  const rows = [...newest.values()].map(({ connectionId, workspaceId, health, healthReason, version }) => ({
    connection_id: connectionId,
    workspace_id: workspaceId,
    health,
    health_reason: healthReason,
    version,
  }));
  await manager.query(
    `insert into connection (connection_id, workspace_id, health, health_reason, version)
     select connection_id, workspace_id, health, health_reason, version
     from jsonb_to_recordset($1::jsonb)
       as state (connection_id text, workspace_id text, health text, health_reason text, version bigint)
     on conflict (connection_id) do update
       set workspace_id = excluded.workspace_id, health = excluded.health,
           health_reason = excluded.health_reason, version = excluded.version
       where excluded.version > connection.version`,
    [JSON.stringify(rows)],
  );
  // Reconnected, or the budget was raised: what waits for the connection is tried now.
  await manager.query(
    `update report set due_at = now()
     where connection_id = any ($1) and code in ('budget-exhausted', 'connection-unavailable') and due_at > now()`,
    [rows.filter(({ health }) => health === 'connected' || health === 'degraded').map((row) => row.connection_id)],
  );
}

/** Undefined also for a connection of another workspace: nobody learns that it exists. */
export async function findConnection(
  manager: EntityManager,
  workspaceId: string,
  connectionId: string,
): Promise<TrackedConnection | undefined> {
  const found: TrackedConnection[] = await manager.query(
    `select connection_id as "connectionId", workspace_id as "workspaceId", health, health_reason as "healthReason"
     from connection where connection_id = $1 and workspace_id = $2`,
    [connectionId, workspaceId],
  );
  return found[0];
}
