import { toLongId } from '@ce/contracts';
import { z } from 'zod';

const PAIR = /^([A-Za-z0-9._:-]{1,100})=(00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?)$/;

/**
 * With the service's own key or secret nobody consents in a browser, so a workspace could name another customer's user or
 * domain. An operator therefore says which workspace may connect which org in this way.
 */
export const serverGrants = z
  .string()
  .default('')
  .transform((value, context) => {
    const pairs = value.split(',').filter((pair) => pair.trim() !== '');
    return pairs.map((pair) => {
      const [, workspaceId, orgId] = PAIR.exec(pair.trim()) ?? [];
      if (workspaceId !== undefined && orgId !== undefined) return { workspaceId, orgId: toLongId(orgId) };
      context.addIssue({ code: 'custom', message: 'has an entry that is not workspace=orgId with an id like 00D…' });
      return z.NEVER;
    });
  });

export type ServerGrant = z.infer<typeof serverGrants>[number];
