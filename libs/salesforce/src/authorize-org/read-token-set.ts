import { toLongId } from '@ce/contracts';
import { oauthErrorFor } from './read-oauth-failure.js';
import type { TokenSet } from './token-set.js';

interface TokenAnswer {
  access_token?: unknown;
  refresh_token?: unknown;
  instance_url?: unknown;
  id?: unknown;
  scope?: unknown;
}

/** https://login.salesforce.com/id/<orgId>/<userId> */
const identityPath = /\/id\/([a-zA-Z0-9]+)\/([a-zA-Z0-9]+)\/?$/;

/** Ambiguous when it cannot be read: Salesforce has handed something out by then. */
export function readTokenSet(body: string): TokenSet {
  const answer = parse(body);
  const identityUrl = textOf(answer.id);
  const accessToken = textOf(answer.access_token);
  const instanceUrl = textOf(answer.instance_url);
  const [, organizationId, userId] = identityPath.exec(identityUrl ?? '') ?? [];
  if (!accessToken || !instanceUrl || !identityUrl || !organizationId || !userId) {
    throw oauthErrorFor('UNREADABLE_ANSWER', 'Salesforce’s token answer lacks what it must have', { ambiguous: true });
  }
  return {
    accessToken,
    refreshToken: textOf(answer.refresh_token) ?? null,
    instanceUrl: URL.canParse(instanceUrl) ? originOf(instanceUrl) : instanceUrl,
    organizationId: toLongId(organizationId),
    userId: toLongId(userId),
    identityUrl,
    scope: (textOf(answer.scope) ?? '').split(' ').filter((word) => word !== ''),
  };
}

/** What was checked is what is used: without path, query, or letters that a parser would drop. */
function originOf(instanceUrl: string): string {
  const { origin, href } = new URL(instanceUrl);
  return origin === 'null' ? href : origin;
}

function parse(body: string): TokenAnswer {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
