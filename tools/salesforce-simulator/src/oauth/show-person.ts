import type { Answer } from '../http/route.js';
import { describeIdentity, describeUserInfo } from './describe-identity.js';
import type { OAuthContext } from './oauth-context.js';
import type { OAuthRequest } from './oauth-message.js';
import { bearerToken, plainText } from './oauth-message.js';
import type { OAuthUser } from './oauth-org.js';
import { userWithId } from './oauth-org.js';
import { resolveSession } from './resolve-session.js';

/** A bad token is answered 403 with plain text here, not with the data API's 401 (salesforce-api.md §1.4). */
export function showUserInfo(context: OAuthContext, request: OAuthRequest): Answer {
  const caller = callerOf(context, request);
  if (typeof caller === 'string') return plainText(caller, 403);
  if (!caller.scopes.some((scope) => userInfoScopes.includes(scope))) return plainText('Bad_OAuth_Token', 403);
  return { status: 200, body: describeUserInfo({ origin: request.origin, orgId: context.org.id, user: caller.user }) };
}

export function showIdentity(context: OAuthContext, request: OAuthRequest, orgId: string, userId: string): Answer {
  const caller = callerOf(context, request);
  if (typeof caller === 'string') return plainText(caller, 403);
  if (orgId.slice(0, 15) !== context.org.id.slice(0, 15)) return plainText('Wrong_Org', 403);
  const user = userWithId(context.org, userId);
  if (user === undefined) return plainText('Bad_Id', 404);
  return { status: 200, body: describeIdentity({ origin: request.origin, orgId: context.org.id, user }) };
}

/** Any of them opens userinfo (salesforce-api.md §1.9). */
const userInfoScopes = ['api', 'full', 'openid'];

interface Caller {
  readonly user: OAuthUser;
  readonly scopes: readonly string[];
}

function callerOf(context: OAuthContext, request: OAuthRequest): Caller | string {
  const token = bearerToken(request);
  if (token === null) return 'Missing_OAuth_Token';
  const session = resolveSession(context.tokens, context.org, token);
  const user = session.state === 'valid' ? userWithId(context.org, session.userId) : undefined;
  return user === undefined || session.state !== 'valid' ? 'Bad_OAuth_Token' : { user, scopes: session.scopes };
}
