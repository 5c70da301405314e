import type { CloudEvent } from '@ce/contracts';
import { EVERY_WORKSPACE, type Principal } from '@ce/service-kit';

/** Which connections a workspace has. The service that mounts `EventsController` provides it. */
export abstract class EventOwners {
  abstract idsOf(workspaceId: string): Promise<string[]>;
}

/** Tells whether a publisher may speak of an event's connection: its own workspace's, unless it speaks for every one. */
export async function ownershipCheck(
  owners: EventOwners,
  principal: Principal,
): Promise<(event: CloudEvent) => boolean> {
  if (principal.workspaceId === EVERY_WORKSPACE) return () => true;
  const own = new Set(await owners.idsOf(principal.workspaceId));
  return ({ data }) => {
    const { connectionId, workspaceId } = data as { connectionId: string; workspaceId?: string };
    return own.has(connectionId) && (workspaceId ?? principal.workspaceId) === principal.workspaceId;
  };
}
