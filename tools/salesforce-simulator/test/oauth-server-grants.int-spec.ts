import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { administer, clientId, clientSecret, connect, dataStatus, refresh, token, withApp } from './oauth-client.js';
import type { ServedOrg } from './serve-org.js';
import { serveOrg } from './serve-org.js';

let served: ServedOrg;
afterEach(() => served.close());

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const certificate = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const withKey = (changes: Parameters<typeof withApp>[0], org?: Parameters<typeof withApp>[1]) =>
  withApp({ certificate, ...changes }, org);

function assertion(claims: Record<string, unknown>, key = privateKey): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'RS256' })}.${encode(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}

const bearer = (jwt: string) => ({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt });
const claims = (changes: Record<string, unknown> = {}) => ({
  iss: clientId,
  sub: 'ada@example.com',
  aud: 'https://login.salesforce.com',
  exp: Math.floor(served.clock.now() / 1000) + 180,
  ...changes,
});

describe('JWT bearer', () => {
  it('gives an access token and no refresh token to an approved user', async () => {
    served = await serveOrg(withKey({ approvedUsers: ['ada@example.com'] }));
    const { status, body } = await token(served, bearer(assertion(claims())));
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['access_token', 'id', 'instance_url', 'scope', 'token_type']);
    expect(await dataStatus(served, body['access_token'] ?? '')).toBe(200);
  });

  it('takes an earlier approval by the user as well', async () => {
    served = await serveOrg(withKey({}));
    expect((await token(served, bearer(assertion(claims())))).body['error_description']).toBe(
      "user hasn't approved this consumer",
    );
    await connect(served);
    expect((await token(served, bearer(assertion(claims())))).status).toBe(200);
  });

  it.each([
    ['another audience', { aud: 'https://test.salesforce.com' }, 'Audience validation failed'],
    ['an unknown user', { sub: 'nobody@example.com' }, "user hasn't approved this consumer"],
    ['an old assertion', { exp: 1 }, 'expired authorization code'],
    ['an unknown issuer', { iss: 'other' }, 'client identifier invalid'],
    ['no expiry', { exp: undefined }, 'invalid assertion'],
  ])('refuses %s', async (_, changes, description) => {
    served = await serveOrg(withKey({ approvedUsers: ['ada@example.com'] }));
    const { status, body } = await token(served, bearer(assertion(claims(changes))));
    expect([status, body['error_description']]).toEqual([400, description]);
  });

  it('refuses a signature of another key', async () => {
    served = await serveOrg(withKey({ approvedUsers: ['ada@example.com'] }));
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect((await token(served, bearer(assertion(claims(), other)))).body['error']).toBe('invalid_grant');
  });

  it('expects the sandbox login host in a sandbox', async () => {
    served = await serveOrg(withKey({ approvedUsers: ['ada@example.com'] }, { isSandbox: true }));
    const jwt = assertion(claims({ aud: 'https://test.salesforce.com' }));
    expect((await token(served, bearer(jwt))).status).toBe(200);
  });
});

const credentials = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };

describe('client credentials', () => {
  it('run as the user of the policy', async () => {
    served = await serveOrg(withKey({ clientCredentialsUser: 'bob@example.com' }));
    const { body } = await token(served, credentials);
    expect(body['id']).toContain(served.org.userByUsername('bob@example.com')?.id);
    expect(body['api_instance_url']).toBe(served.url);
    expect(body).not.toHaveProperty('refresh_token');
  });

  it('need such a user, and the My Domain host', async () => {
    served = await serveOrg(withKey({}));
    expect((await token(served, credentials)).body['error_description']).toBe('no client credentials user enabled');
    await served.close();
    served = await serveOrg(withKey({ clientCredentialsUser: 'bob@example.com' }, { loginHosts: ['127.0.0.1'] }));
    expect((await token(served, credentials)).body['error_description']).toBe('request not supported on this domain');
  });
});

describe('refusals of the token endpoint', () => {
  it.each([
    [{}, 'invalid_request', 'missing required parameter: grant_type'],
    [{ grant_type: 'magic' }, 'unsupported_grant_type', 'grant type not supported'],
    [
      { grant_type: 'refresh_token', client_id: 'other', refresh_token: 'x' },
      'invalid_client_id',
      'client identifier invalid',
    ],
    [
      {
        grant_type: 'password',
        client_id: clientId,
        client_secret: clientSecret,
        username: 'bob@example.com',
        password: 'right',
      },
      'invalid_grant',
      'authentication failure',
    ],
  ])('%j', async (form, error, description) => {
    served = await serveOrg(withKey({}));
    expect(await token(served, form)).toEqual({ status: 400, body: { error, error_description: description } });
  });

  it('are objects, whatever went wrong', async () => {
    served = await serveOrg(withKey({}));
    const url = `${served.url}/services/oauth2/token`;
    const wrongMethod = await fetch(url);
    expect([wrongMethod.status, Object.keys((await wrongMethod.json()) as object)]).toEqual([
      405,
      ['error', 'error_description'],
    ]);
    await fetch(`${served.url}/simulator/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ effect: { type: 'error' }, kinds: ['oauth'], times: 1 }),
    });
    const down = await token(served, credentials);
    expect(down).toEqual({
      status: 503,
      body: { error: 'SERVER_UNAVAILABLE', error_description: 'Server Unavailable' },
    });
  });

  it('are the same for every call of a closed org', async () => {
    served = await serveOrg(withKey({}, { active: false }));
    expect((await token(served, credentials)).body['error']).toBe('inactive_org');
  });

  it('come when a user logs in too often', async () => {
    served = await serveOrg(withKey({ clientCredentialsUser: 'bob@example.com' }, { loginsPerHour: 2 }));
    const errors = [];
    for (let time = 0; time < 3; time += 1) errors.push((await token(served, credentials)).body['error']);
    expect(errors).toEqual([undefined, undefined, 'rate_limit_exceeded']);
    served.clock.step(60 * 60_000 + 1);
    expect((await token(served, credentials)).status).toBe(200);
  });

  it('can be ordered', async () => {
    served = await serveOrg(withKey({ clientCredentialsUser: 'bob@example.com' }));
    await administer(served, 'POST', '/refuse-next', { error: 'invalid_app_access', status: 503, times: 2 });
    const statuses = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await token(served, credentials)).status);
    expect(statuses).toEqual([503, 503, 200]);
  });
});

describe('revoking', () => {
  it.each(['POST', 'GET'] as const)('a refresh token by %s ends everything of its grant', async (method) => {
    served = await serveOrg(withKey({}));
    const tokens = await connect(served);
    const form = new URLSearchParams({ token: tokens['refresh_token'] ?? '' });
    const url = `${served.url}/services/oauth2/revoke`;
    const response = await (method === 'GET' ? fetch(`${url}?${form.toString()}`) : fetch(url, { method, body: form }));
    expect(response.status).toBe(200);
    expect(await dataStatus(served, tokens['access_token'] ?? '')).toBe(401);
    expect((await refresh(served, tokens['refresh_token'] ?? '')).status).toBe(400);
    const again = await fetch(url, { method: 'POST', body: form });
    expect([again.status, await again.json()]).toEqual([
      400,
      { error: 'invalid_token', error_description: 'invalid token' },
    ]);
  });

  it('an access token leaves the refresh token alone', async () => {
    served = await serveOrg(withKey({}));
    const tokens = await connect(served);
    const body = new URLSearchParams({ token: tokens['access_token'] ?? '' });
    await fetch(`${served.url}/services/oauth2/revoke`, { method: 'POST', body });
    expect(await dataStatus(served, tokens['access_token'] ?? '')).toBe(401);
    expect((await refresh(served, tokens['refresh_token'] ?? '')).status).toBe(200);
  });
});

describe('who is it', () => {
  const keysOf = async (url: string, accessToken: string) => {
    const response = await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } });
    return (await response.json()) as Record<string, unknown>;
  };

  it('answers identity and userinfo to a valid token', async () => {
    served = await serveOrg(withKey({}));
    const tokens = await connect(served);
    const identity = await keysOf(tokens['id'] ?? '', tokens['access_token'] ?? '');
    expect(identity).toMatchObject({
      username: 'ada@example.com',
      organization_id: served.org.id,
      user_type: 'STANDARD',
      active: true,
      urls: { custom_domain: served.url },
    });
    const info = await keysOf(`${served.url}/services/oauth2/userinfo`, tokens['access_token'] ?? '');
    expect(info).toMatchObject({
      preferred_username: 'ada@example.com',
      user_id: identity['user_id'],
      given_name: 'Ada',
    });
  });

  it('has an address of its own for everybody, in this org only', async () => {
    served = await serveOrg(withKey({}));
    const tokens = await connect(served);
    const status = async (path: string) =>
      (await fetch(served.url + path, { headers: { authorization: `Bearer ${tokens['access_token']}` } })).status;
    const userId = served.org.userByUsername('ada@example.com')?.id ?? '';
    expect(await status(`/id/${served.org.id}/${userId}`)).toBe(200);
    expect(await status(`/id/00D000000000001AAA/${userId}`)).toBe(403);
    expect(await status(`/id/${served.org.id}/005000000000001AAA`)).toBe(404);
  });

  it.each(['/services/oauth2/userinfo', '/id/00D5g00000SimOrg/0055g0000000001'])(
    '%s refuses a bad token in plain text',
    async (path) => {
      served = await serveOrg(withKey({}));
      const response = await fetch(`${served.url}${path}`, { headers: { authorization: 'Bearer nonsense' } });
      expect([response.status, await response.text()]).toEqual([403, 'Bad_OAuth_Token']);
    },
  );
});
