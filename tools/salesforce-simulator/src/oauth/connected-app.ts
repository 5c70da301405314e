import { createPublicKey } from 'node:crypto';
import { z } from 'zod';

/**
 * One External Client App (or connected app) of the org file. Every policy is a switch, so that a test can set the org
 * up as an administrator could (salesforce-api.md §1.5 to §1.7). Durations are minutes or days as their names say.
 */
export const connectedAppSchema = z.strictObject({
  name: z.string().min(1),
  clientId: z.string().min(1),
  /** Absent for a public client, which then proves itself by PKCE alone. */
  clientSecret: z.string().min(1).optional(),
  callbackUrls: z.array(z.string().min(1)).default([]),
  scopes: z.array(z.string()).default(['api', 'refresh_token', 'id', 'openid', 'profile', 'email']),
  /** PEM certificate or public key against which JWT bearer assertions are checked. */
  certificate: z.string().refine(isPublicKey, 'is neither a PEM certificate nor a PEM public key').optional(),
  jwtAudiences: z.array(z.string()).optional(),
  /** Username as which the client-credentials flow runs; none means that the flow is refused. */
  clientCredentialsUser: z.string().optional(),
  clientCredentialsOnLoginHost: z.boolean().default(false),
  permittedUsers: z.enum(['all-may-authorize', 'admin-approved']).default('all-may-authorize'),
  /** Usernames that an administrator approved beforehand. */
  approvedUsers: z.array(z.string()).default([]),
  requirePkce: z.boolean().default(false),
  requireSecretForRefresh: z.boolean().default(true),
  rotateRefreshTokens: z.boolean().default(true),
  refreshTokenPolicy: z.enum(['until-revoked', 'expire-immediately']).default('until-revoked'),
  refreshTokenIdleDays: z.number().positive().nullable().default(30),
  accessTokenMinutes: z.number().positive().default(120),
  /** Each use starts the access token's lifetime anew, as a session timeout does. */
  accessTokenSlides: z.boolean().default(true),
  /** Which new approval of one user ends the oldest; Salesforce's own pages disagree (salesforce-api.md §1.7). */
  oldestApprovalEndsAt: z.enum(['fifth', 'sixth']).default('sixth'),
  displacedApproval: z.enum(['oldest', 'least-recently-used']).default('oldest'),
  autoApprove: z.boolean().default(false),
  autoApproveUser: z.string().optional(),
  blocked: z.boolean().default(false),
  ipRestricted: z.boolean().default(false),
});

export type ConnectedApp = z.infer<typeof connectedAppSchema>;
export type ConnectedAppInput = z.input<typeof connectedAppSchema>;

function isPublicKey(pem: string): boolean {
  try {
    createPublicKey(pem);
    return true;
  } catch {
    return false;
  }
}
