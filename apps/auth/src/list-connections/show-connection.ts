import type { ConnectionRow } from '../connection-store/connection.entity.js';

/** What the management API shows of a connection; it has no secrets to leave out. */
export function showConnection(connection: ConnectionRow) {
  const { id: connectionId, workspaceId: _, ...rest } = connection;
  return { connectionId, ...rest };
}
