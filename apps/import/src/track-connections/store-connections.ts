import type { ConnectionState, FieldMapping, ObjectType, PackageVariant } from '@ce/contracts';
import type { EntityManager } from 'typeorm';

export interface TrackedConnection {
  connectionId: string;
  workspaceId: string;
  mapping: FieldMapping;
  packageVariants: Record<ObjectType, PackageVariant>;
  /** Counts up with every change of the connection. */
  version: number;
}

/** Of two states of one connection the one with the higher version holds, whatever the order of arrival. */
export async function storeConnections(manager: EntityManager, states: readonly ConnectionState[]): Promise<void> {
  const newest = new Map<string, ConnectionState>();
  for (const state of states) {
    const known = newest.get(state.connectionId);
    if (known === undefined || state.version >= known.version) newest.set(state.connectionId, state);
  }
  await manager.query(
    `insert into connection (connection_id, workspace_id, health, mapping, package_variants, version)
     select "connectionId", "workspaceId", health, mapping, "packageVariants", version
     from jsonb_to_recordset($1::jsonb) as state ("connectionId" text, "workspaceId" text, health text, mapping jsonb,
       "packageVariants" jsonb, version bigint)
     on conflict (connection_id) do update
       set workspace_id = excluded.workspace_id, health = excluded.health, mapping = excluded.mapping,
           package_variants = excluded.package_variants, version = excluded.version
       where excluded.version > connection.version`,
    [JSON.stringify([...newest.values()])],
  );
}

export async function findConnection(
  manager: EntityManager,
  connectionId: string,
): Promise<TrackedConnection | undefined> {
  const found: TrackedConnection[] = await manager.query(
    `select connection_id as "connectionId", workspace_id as "workspaceId", mapping,
            package_variants as "packageVariants", version::int
     from connection where connection_id = $1`,
    [connectionId],
  );
  return found[0];
}

/** What a principal may see: the connections of its own workspace. */
export async function connectionIdsOf(manager: EntityManager, workspaceId: string): Promise<string[]> {
  const found: { connection_id: string }[] = await manager.query(
    'select connection_id from connection where workspace_id = $1',
    [workspaceId],
  );
  return found.map((connection) => connection.connection_id);
}
