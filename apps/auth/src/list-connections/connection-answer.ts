import { connectionHealth, connectionToggles, fieldMapping, packageVariant } from '@ce/contracts';
import { z } from 'zod';

export const mappingProblem = z.object({
  objectType: z.string(),
  ceField: z.string(),
  salesforceField: z.string().nullable(),
  reason: z.string(),
  fix: z.string(),
});

/** A connection as the management API shows it. */
export const connectionAnswer = z.object({
  connectionId: z.string(),
  environment: z.enum(['production', 'sandbox']),
  flow: z.enum(['web-server', 'jwt-bearer', 'client-credentials']),
  loginUrl: z.url(),
  instanceUrl: z.url(),
  orgId: z.string(),
  orgName: z.string(),
  orgEdition: z.string(),
  userId: z.string(),
  username: z.string(),
  health: connectionHealth,
  healthReason: z.string().nullable(),
  healthFix: z.string().nullable(),
  packageVariants: z.object({ Lead: packageVariant, Contact: packageVariant }),
  mapping: fieldMapping.describe('as the workspace wants it'),
  usableMapping: fieldMapping.describe('the entries of it that the org can serve'),
  mappingProblems: z.array(mappingProblem),
  toggles: connectionToggles,
  genericOwnerIds: z.array(z.string()),
  activityEventIdField: z.string().nullable(),
  version: z.number().int(),
  connectedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const connectionsAnswer = z.object({ connections: z.array(connectionAnswer) });
