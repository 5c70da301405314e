import type { IncomingHttpHeaders } from 'node:http';
import type { Switches } from '../org/describe-switches.js';
import type { Org } from '../org/org.js';
import type { ResolveSession, Session } from './route.js';
import { SalesforceFault } from './salesforce-fault.js';

/** Editions without the API; the others have it by default (salesforce-api.md §7.4). */
const withoutApi = /^(?:Team|Contact Manager|Group|Essentials|Professional) Edition$/;

/** Who calls, when this token, this caller and this org may use the API at all. */
export function admitCall(headers: IncomingHttpHeaders, org: Org, resolve: ResolveSession): Session {
  const accessToken = bearerOf(headers.authorization);
  const { state, userId, scopes = [], appName = '' } = resolve(accessToken);
  const user = state === 'valid' ? org.userById(userId) : undefined;
  if (user === undefined || !user.active) throw invalidSession();
  if (!scopes.includes('api') && !scopes.includes('full'))
    throw new SalesforceFault(401, 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API');
  if (!(org.description.org.apiAccess ?? !withoutApi.test(org.description.org.organizationType))) throw orgWithoutApi();
  if (!org.access.has(user, 'ApiEnabled') && !org.access.has(user, 'ApiUserOnly'))
    throw userWithoutApi(org.description.switches.userWithoutApiCode);
  return { accessToken, app: appName, user };
}

const orgWithoutApi = (): SalesforceFault =>
  new SalesforceFault(403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.');

const userWithoutApi = (code: Switches['userWithoutApiCode']): SalesforceFault =>
  code === 'API_DISABLED_FOR_ORG' ? orgWithoutApi() : new SalesforceFault(403, code, 'API is disabled for this User');

export function bearerOf(header: string | undefined): string {
  const [, scheme, token] = /^(\S+)\s+(\S.*)$/.exec(header ?? '') ?? [];
  if (token === undefined || !/^(?:Bearer|OAuth)$/i.test(scheme ?? ''))
    throw new SalesforceFault(401, 'INVALID_AUTH_HEADER', 'INVALID_HEADER_TYPE');
  return token;
}

export const invalidSession = (): SalesforceFault =>
  new SalesforceFault(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
