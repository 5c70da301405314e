import { z } from 'zod';
import type { Answer } from '../http/route.js';
import { connectedAppSchema } from './connected-app.js';
import type { OAuthContext } from './oauth-context.js';
import { appWithId, userNamed } from './oauth-org.js';

const whose = z.strictObject({ clientId: z.string().optional(), username: z.string().optional() }).default({});
const refusalOrder = z.strictObject({
  error: z.string(),
  description: z.string().default(''),
  status: z.number().int().min(400).max(599).default(400),
  times: z.number().int().positive().default(1),
});
const userChange = z.strictObject({ active: z.boolean().optional(), frozen: z.boolean().optional() });
const appChange = z.record(z.string(), z.unknown());

type Whose = z.infer<typeof whose>;

/** What a Salesforce administrator, or the passing of time, does to tokens: `/simulator/oauth/…`, for tests. */
export function oauthState({ org, tokens, counts }: OAuthContext): Answer {
  const grants = tokens.allGrants().map(({ id, clientId, userId, approvedAt, lastUsedAt, scopes, end, retired }) => ({
    id,
    clientId,
    username: org.users().find((user) => user.id === userId)?.username ?? null,
    approvedAt: new Date(approvedAt).toISOString(),
    lastUsedAt: new Date(lastUsedAt).toISOString(),
    scopes,
    end,
    rotations: retired.length,
  }));
  const apps = org.apps().map(({ clientSecret: _, certificate: __, ...app }) => app);
  return { status: 200, body: { counts: counts.all(), grants, apps } };
}

export function clearCounts({ counts }: OAuthContext): Answer {
  counts.clear();
  return { status: 204 };
}

export function expireAccessTokens(context: OAuthContext, body: unknown): Answer {
  const holds = holderTest(context, whose.parse(body ?? {}));
  return { status: 200, body: { expired: context.tokens.expireAccessTokens(holds) } };
}

export function revokeGrants(context: OAuthContext, body: unknown): Answer {
  const holds = holderTest(context, whose.parse(body ?? {}));
  const due = context.tokens.liveGrants().filter(holds);
  for (const grant of due) context.tokens.end(grant, 'revoked');
  return { status: 200, body: { revoked: due.length } };
}

export function orderRefusal(context: OAuthContext, body: unknown): Answer {
  const { error, description, status, times } = refusalOrder.parse(body);
  context.forced.order(error, description, status, times);
  return { status: 204 };
}

export function changeApp({ org }: OAuthContext, clientId: string, body: unknown): Answer {
  const app = appWithId(org, clientId);
  if (app === undefined) return { status: 404, body: { problem: `There is no app with the client id ${clientId}.` } };
  org.changeApp(clientId, connectedAppSchema.parse({ ...app, ...appChange.parse(body) }));
  return { status: 204 };
}

export function changeUser({ org }: OAuthContext, username: string, body: unknown): Answer {
  const user = userNamed(org, username);
  if (user === undefined) return { status: 404, body: { problem: `There is no user named ${username}.` } };
  org.changeUser(user.id, userChange.parse(body));
  return { status: 204 };
}

function holderTest({ org }: OAuthContext, { clientId, username }: Whose) {
  const userId = username === undefined ? undefined : (userNamed(org, username)?.id ?? 'nobody');
  return (holder: { clientId: string; userId: string }): boolean =>
    (clientId === undefined || holder.clientId === clientId) && (userId === undefined || holder.userId === userId);
}
