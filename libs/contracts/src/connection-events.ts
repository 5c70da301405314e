import { z } from 'zod';
import { defineEvent } from './event-definition.js';
import { fieldMapping } from './field-mapping.js';
import { ceId } from './record.js';
import { packageVariant } from './vocabularies.js';

export const connectionHealth = z.enum(['connected', 'degraded', 'reconnect-needed', 'disconnected']);
export type ConnectionHealth = z.infer<typeof connectionHealth>;

export const connectionToggles = z.object({
  /** Off: no Tasks and no status write-back; campaign fields and Do Not Contact go on (spec C6). */
  emailActivitySync: z.boolean(),
  /** Lets the status write-back go on although email-activity sync is off (spec F8). */
  statusWithoutActivitySync: z.boolean(),
  doNotContactSync: z.boolean(),
  ownerSync: z.boolean(),
});
export type ConnectionToggles = z.infer<typeof connectionToggles>;

export const connectionState = z.object({
  connectionId: ceId,
  workspaceId: ceId,
  orgId: z.string(),
  environment: z.enum(['production', 'sandbox']),
  health: connectionHealth,
  /** Why the health is what it is and what to do about it; null when there is nothing to say. */
  healthReason: z.string().nullable(),
  packageVariants: z.object({ Lead: packageVariant, Contact: packageVariant }),
  mapping: fieldMapping,
  toggles: connectionToggles,
  /** User ids that count as "no owner" (spec C5). */
  genericOwnerIds: z.array(z.string()),
  /** A unique external-id field on Activity for exactly-once Tasks, or null where the org has none. */
  activityEventIdField: z.string().nullable(),
  /** Counts up with every change; of two states the higher one holds. */
  version: z.number().int().nonnegative(),
});
export type ConnectionState = z.infer<typeof connectionState>;

export const connectionChanged = defineEvent({
  type: 'salesforce.connection.changed.v1',
  topic: 'salesforce.connection.v1',
  summary: 'A connection was made, changed or ended. Carries its full state, without secrets.',
  schema: connectionState,
  key: (connection) => connection.connectionId,
});
