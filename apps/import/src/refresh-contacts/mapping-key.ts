import { createHash } from 'node:crypto';
import type { TrackedConnection } from '../track-connections/store-connections.js';

/** Tells one mapping from another; the same for the same mapping as PostgreSQL gives it back. */
export function mappingKeyOf({ mapping }: Pick<TrackedConnection, 'mapping'>): string {
  return createHash('sha256').update(JSON.stringify(mapping)).digest('base64url');
}
