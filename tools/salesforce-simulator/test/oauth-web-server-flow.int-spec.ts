import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import {
  appOrg,
  authorize,
  authorizeUrl,
  callback,
  callbackOf,
  clientId,
  clientSecret,
  connect,
  exchange,
  pkcePair,
  token,
  withApp,
} from './oauth-client.js';
import type { ServedOrg } from './serve-org.js';
import { minute, serveOrg } from './serve-org.js';

let served: ServedOrg;
afterEach(() => served.close());

describe('the web-server flow', () => {
  it('answers every key of a token response, signed by the client secret', async () => {
    served = await serveOrg(appOrg);
    const body = await connect(served);
    expect(body).toMatchObject({ token_type: 'Bearer', instance_url: served.url });
    expect(body['access_token']).toMatch(new RegExp(`^${served.org.id.slice(0, 15)}!`));
    expect(body['refresh_token']).toMatch(/^5Aep861/);
    expect(body['scope']?.split(' ')).toEqual(expect.arrayContaining(['api', 'refresh_token']));
    expect(body['issued_at']).toBe(String(served.clock.now()));
    const signed = createHmac('sha256', clientSecret).update(`${body['id']}${body['issued_at']}`).digest('base64');
    expect(body['signature']).toBe(signed);
    expect(body).not.toHaveProperty('expires_in');
  });

  it('gives the state back, and takes PKCE with and without a named method', async () => {
    served = await serveOrg(withApp({ requirePkce: true }));
    const { verifier, challenge } = pkcePair();
    const back = await authorize(served, { code_challenge: challenge });
    expect(back.get('state')).toBe('the-state');
    expect((await exchange(served, back.get('code') ?? '', { code_verifier: verifier })).status).toBe(200);

    const named = await authorize(served, { code_challenge: challenge, code_challenge_method: 'S256' });
    expect((await exchange(served, named.get('code') ?? '', { code_verifier: verifier })).status).toBe(200);
  });

  it.each([
    [
      'a wrong verifier',
      { code_verifier: 'wrong' },
      { error: 'invalid_grant', error_description: 'invalid code verifier' },
    ],
    ['no verifier', {}, { error: 'invalid_grant', error_description: 'invalid code verifier' }],
    [
      'another redirect address',
      { redirect_uri: `${callback}/other` },
      { error: 'redirect_uri_mismatch', error_description: 'redirect_uri must match configuration' },
    ],
    [
      'a wrong secret',
      { client_secret: 'wrong' },
      { error: 'invalid_client', error_description: 'invalid client credentials' },
    ],
    [
      'a wrong client id',
      { client_id: 'wrong' },
      { error: 'invalid_client_id', error_description: 'client identifier invalid' },
    ],
  ])('refuses %s', async (_, extra, refusal) => {
    served = await serveOrg(appOrg);
    const code = (await authorize(served, { code_challenge: pkcePair().challenge })).get('code') ?? '';
    expect(await exchange(served, code, extra)).toEqual({ status: 400, body: refusal });
  });

  it('takes a code once, and only for 15 minutes', async () => {
    served = await serveOrg(appOrg);
    const code = (await authorize(served)).get('code') ?? '';
    await exchange(served, code);
    expect((await exchange(served, code)).body['error']).toBe('invalid_grant');

    const late = (await authorize(served)).get('code') ?? '';
    served.clock.step(15 * minute + 1);
    expect((await exchange(served, late)).body).toEqual({
      error: 'invalid_grant',
      error_description: 'expired authorization code',
    });
  });

  it('takes the client in HTTP Basic, and answers in other formats', async () => {
    served = await serveOrg(appOrg);
    const basic = { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` };
    const code = async () => (await authorize(served)).get('code') ?? '';
    const form = { grant_type: 'authorization_code', redirect_uri: callback };
    expect((await token(served, { ...form, code: await code() }, basic)).status).toBe(200);
    for (const [format, start] of [
      ['urlencoded', 'access_token='],
      ['xml', '<?xml'],
    ] as const) {
      const response = await fetch(`${served.url}/services/oauth2/token`, {
        method: 'POST',
        headers: basic,
        body: new URLSearchParams({ ...form, code: await code(), format }),
      });
      expect((await response.text()).startsWith(start)).toBe(true);
    }
  });

  it('gives a token that opens what its scopes say', async () => {
    served = await serveOrg(appOrg);
    const ask = async (path: string, scope: string) => {
      const { access_token: accessToken = '' } = await connect(served, { scope });
      const response = await fetch(served.url + path, { headers: { authorization: `Bearer ${accessToken}` } });
      return [response.status, await response.text()];
    };
    const data = '/services/data/v62.0/sobjects';
    expect((await ask(data, 'api'))[0]).toBe(200);
    expect(await ask(data, 'id refresh_token')).toEqual([
      401,
      '[{"message":"This session is not valid for use with the REST API","errorCode":"INVALID_SESSION_ID"}]',
    ]);
    expect((await ask('/services/oauth2/userinfo', 'openid'))[0]).toBe(200);
    expect(await ask('/services/oauth2/userinfo', 'id')).toEqual([403, 'Bad_OAuth_Token']);
  });

  it('gives no refresh token without its scope or under a policy that expires it at once', async () => {
    served = await serveOrg(appOrg);
    expect(await connect(served, { scope: 'api id' })).not.toHaveProperty('refresh_token');
    await served.close();
    served = await serveOrg(withApp({ refreshTokenPolicy: 'expire-immediately' }));
    expect(await connect(served)).not.toHaveProperty('refresh_token');
  });
});

describe('the consent page', () => {
  const manual = withApp({ autoApprove: false });

  it('offers the users and carries the request through a click on Allow', async () => {
    served = await serveOrg(manual);
    const page = await (await fetch(authorizeUrl(served, { login_hint: 'bob@example.com' }))).text();
    expect(page).toContain('<option value="bob@example.com" selected>');
    const fields = [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value.replaceAll('&amp;', '&')],
    );
    const press = async (decision: string) =>
      callbackOf(
        await fetch(`${served.url}/services/oauth2/authorize`, {
          method: 'POST',
          redirect: 'manual',
          body: new URLSearchParams({ ...Object.fromEntries(fields), username: 'bob@example.com', decision }),
        }),
      );
    const allowed = await press('allow');
    expect(allowed.get('state')).toBe('the-state');
    const { body } = await exchange(served, allowed.get('code') ?? '');
    expect(body['id']).toContain(served.org.userByUsername('bob@example.com')?.id);

    const denied = await press('deny');
    expect(Object.fromEntries(denied)).toEqual({
      error: 'access_denied',
      error_description: 'end-user denied authorization',
      state: 'the-state',
    });
  });

  it('approves by itself when the request asks for it', async () => {
    served = await serveOrg(manual);
    expect((await authorize(served, { auto_approve: 'true' })).get('code')).toBeTruthy();
  });

  it('stays on its own page for callers that must not be sent anywhere', async () => {
    served = await serveOrg(manual);
    for (const [extra, error] of [
      [{ client_id: 'unknown' }, 'invalid_client_id'],
      [{ redirect_uri: 'http://evil.example/' }, 'redirect_uri_mismatch'],
    ] as const) {
      const response = await fetch(authorizeUrl(served, extra), { redirect: 'manual' });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(`error=${error}`);
    }
  });

  it.each([
    [{ response_type: 'token' }, {}, 'unsupported_response_type'],
    [{ scope: 'api wave_api' }, {}, 'invalid_scope'],
    [{ code_challenge: 'short' }, {}, 'invalid_request'],
    [{ code_challenge: pkcePair().challenge, code_challenge_method: 'plain' }, {}, 'invalid_request'],
    [{ immediate: 'true' }, {}, 'immediate_unsuccessful'],
    [{}, { requirePkce: true }, 'invalid_request'],
    [{}, { blocked: true }, 'OAUTH_APP_BLOCKED'],
    [{}, { permittedUsers: 'admin-approved' as const }, 'OAUTH_APPROVAL_ERROR_GENERIC'],
  ])('refuses %j of an app with %j as %s', async (extra, changes, error) => {
    served = await serveOrg(withApp(changes));
    const back = await authorize(served, extra);
    expect(back.get('error')).toBe(error);
    expect(back.get('state')).toBe('the-state');
  });
});
