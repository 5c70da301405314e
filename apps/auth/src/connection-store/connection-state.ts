import type { ConnectionState, ConnectionToggles } from '@ce/contracts';
import type { ConnectionRow } from './connection.entity.js';

export const defaultToggles: ConnectionToggles = {
  emailActivitySync: true,
  statusWithoutActivitySync: false,
  doNotContactSync: true,
  ownerSync: true,
};

/** What the other services may know. */
export function stateOf(connection: ConnectionRow): ConnectionState {
  const { healthReason: reason, healthFix: fix } = connection;
  return {
    connectionId: connection.id,
    workspaceId: connection.workspaceId,
    orgId: connection.orgId,
    environment: connection.environment,
    health: connection.health,
    healthReason: reason === null ? null : [reason, fix].filter((part) => part !== null).join(' '),
    packageVariants: connection.packageVariants,
    mapping: connection.usableMapping,
    toggles: connection.toggles,
    genericOwnerIds: connection.genericOwnerIds,
    activityEventIdField: connection.activityEventIdField,
    version: connection.version,
  };
}
