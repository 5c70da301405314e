import { createHash, randomBytes } from 'node:crypto';
import type { OrgDescriptionInput } from '../src/index.js';
import type { ServedOrg } from './serve-org.js';

type AppInput = NonNullable<OrgDescriptionInput['connectedApps']>[number];

export const clientId = 'the-client-id';
export const clientSecret = 'the-client-secret';
export const callback = 'http://127.0.0.1:9/callback';

const app = { name: 'CE', clientId, clientSecret, callbackUrls: [callback], autoApprove: true };

/** An app and two users, as most of these tests need them. */
export const appOrg = {
  users: [
    { username: 'ada@example.com', email: 'ada@example.com', firstName: 'Ada', lastName: 'Byron' },
    { username: 'bob@example.com', email: 'bob@example.com', lastName: 'Bobson', password: 'right' },
  ],
  connectedApps: [app],
};

/** The same with other policies of the app, and other facts of the org. */
export function withApp(changes: Partial<AppInput>, org: OrgDescriptionInput['org'] = {}): OrgDescriptionInput {
  return { ...appOrg, org, connectedApps: [{ ...app, ...changes }] };
}

export interface OAuthAnswer {
  readonly status: number;
  readonly body: Record<string, string>;
}

export function pkcePair(): { verifier: string; challenge: string } {
  const verifier = randomBytes(48).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export function authorizeUrl(served: ServedOrg, extra: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: callback,
    state: 'the-state',
    ...extra,
  });
  return `${served.url}/services/oauth2/authorize?${query.toString()}`;
}

/** Follows no redirect: answers what the callback would have been asked. */
export async function callbackOf(response: Response): Promise<URLSearchParams> {
  await response.arrayBuffer();
  const location = response.headers.get('location');
  if (location === null) throw new Error(`No redirect, but ${response.status}.`);
  return new URL(location).searchParams;
}

export async function authorize(served: ServedOrg, extra: Record<string, string> = {}): Promise<URLSearchParams> {
  return callbackOf(await fetch(authorizeUrl(served, extra), { redirect: 'manual' }));
}

export async function token(
  served: ServedOrg,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<OAuthAnswer> {
  const response = await fetch(`${served.url}/services/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

/** A whole web-server flow. */
export async function connect(served: ServedOrg, extra: Record<string, string> = {}): Promise<Record<string, string>> {
  const code = (await authorize(served, extra)).get('code') ?? '';
  const answer = await exchange(served, code);
  if (answer.status !== 200) throw new Error(`No tokens, but ${JSON.stringify(answer.body)}.`);
  return answer.body;
}

export function exchange(served: ServedOrg, code: string, extra: Record<string, string> = {}): Promise<OAuthAnswer> {
  return token(served, {
    grant_type: 'authorization_code',
    code,
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: callback,
    ...extra,
  });
}

export function refresh(
  served: ServedOrg,
  refreshToken: string,
  extra: Record<string, string> = {},
): Promise<OAuthAnswer> {
  return token(served, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: clientSecret,
    ...extra,
  });
}

export async function administer(served: ServedOrg, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${served.url}/simulator/oauth${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

/** The status of a data call with this access token. */
export async function dataStatus(served: ServedOrg, accessToken: string): Promise<number> {
  const response = await fetch(`${served.url}/services/data/v62.0/analytics/reports`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  await response.arrayBuffer();
  return response.status;
}
