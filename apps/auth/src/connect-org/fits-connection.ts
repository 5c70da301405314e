import type { TokenSet } from '@ce/salesforce';
import type { ConnectionFlow, ConnectionRow } from '../connection-store/connection.entity.js';
import { checkEdition } from '../inspect-org/check-edition.js';
import type { OrgFacts } from '../inspect-org/org-facts.js';

export interface Refused {
  kind: 'refused';
  /** One sentence: what is wrong. */
  detail: string;
  /** One sentence: what to do. */
  fix: string;
}

interface Wanted {
  connectionId: string;
  workspaceId: string;
  environment: 'production' | 'sandbox';
  flow: ConnectionFlow;
}

const refused = (detail: string, fix: string): Refused => ({ kind: 'refused', detail, fix });

/** Whether tokens for this org may become this connection. `sameOrg`: the workspace's connection to the org, if any. */
export function fitsConnection(
  wanted: Wanted,
  set: Pick<TokenSet, 'organizationId' | 'refreshToken'>,
  existing: Pick<ConnectionRow, 'id' | 'workspaceId' | 'orgId'> | null,
  sameOrg: Pick<ConnectionRow, 'id'> | null,
): Refused | null {
  if (existing !== null && existing.workspaceId !== wanted.workspaceId) {
    return refused('The connection belongs to another workspace.', 'Start a new connection.');
  }
  if (existing !== null && existing.orgId !== set.organizationId) {
    return refused(
      `This connection is to the org ${existing.orgId}, and you logged in to the org ${set.organizationId}.`,
      'Log in to the first org, or start a new connection for the second one.',
    );
  }
  if (existing === null && sameOrg !== null) return connectedAlready(sameOrg);
  if (wanted.flow === 'web-server' && set.refreshToken === null) {
    return refused(
      'Salesforce gave no refresh token, so the connection would end with its first access token.',
      'Give the app the scope “refresh_token” and set its refresh-token policy to “valid until revoked”, then connect again.',
    );
  }
  return null;
}

export function connectedAlready({ id }: Pick<ConnectionRow, 'id'>): Refused {
  return refused(
    `This org is connected already, as ${id}.`,
    `Reconnect ${id} instead: it keeps its history and settings.`,
  );
}

export function fitsEnvironment(
  wanted: Pick<Wanted, 'environment'>,
  set: Pick<TokenSet, 'organizationId'>,
  { organization, identity }: Pick<OrgFacts, 'organization' | 'identity'>,
): Refused | null {
  if (organization.id !== set.organizationId || identity.organizationId !== set.organizationId) {
    return refused('Salesforce named different orgs for one login.', 'Start the connection again.');
  }
  const found = organization.isSandbox ? 'sandbox' : 'production';
  if (found === wanted.environment) return null;
  return refused(
    `You asked for a ${wanted.environment} org, and this is a ${found} org.`,
    `Start again with the environment "${found}", or log in to the other org.`,
  );
}

/** Source: spec A2. An org whose API does not answer at all is refused before. */
export function fitsEdition(facts: Pick<OrgFacts, 'organization'>): Refused | null {
  const { result, detail, fix } = checkEdition(facts);
  return result === 'fail' && fix !== null ? refused(detail, fix) : null;
}
