import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { OAuthError, SalesforceOAuth } from '../src/index.js';
import { type Answer, hangUp, json, type ScriptedServer, startScriptedServer, text } from './scripted-server.js';

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

const oauth = new SalesforceOAuth({ timeoutMs: 500, allowLoopback: true });

async function clientOf(...answers: Answer[]) {
  server = await startScriptedServer(...answers);
  return { loginUrl: server.url, clientId: 'key', clientSecret: 'shh' };
}

function tokens(extra: Record<string, unknown> = {}): Answer {
  return (request, response) =>
    json(200, {
      access_token: '00D!AQ1',
      instance_url: server?.url,
      id: 'https://login.salesforce.com/id/00Dx0000000BV7z/005x00000012Q9P',
      token_type: 'Bearer',
      issued_at: '1278448832702',
      scope: 'refresh_token api id',
      ...extra,
    })(request, response);
}

const formOf = (index: number) => Object.fromEntries(new URLSearchParams(server?.seen[index]?.body ?? ''));

describe('the authorisation address', () => {
  it('asks for a code with PKCE', () => {
    const url = new URL(
      oauth.authorizationUrl({
        loginUrl: 'https://test.salesforce.com',
        clientId: 'key',
        redirectUri: 'https://ce.example/callback',
        state: 's',
        codeChallenge: 'c',
      }),
    );
    expect(url.origin + url.pathname).toBe('https://test.salesforce.com/services/oauth2/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'key',
      redirect_uri: 'https://ce.example/callback',
      scope: 'api refresh_token id',
      state: 's',
      code_challenge: 'c',
      code_challenge_method: 'S256',
    });
  });

  it('is never on a foreign host', () => {
    const request = {
      loginUrl: 'https://login.salesforce.com.evil.example',
      clientId: 'k',
      redirectUri: 'r',
      state: 's',
      codeChallenge: 'c',
    };
    expect(() => oauth.authorizationUrl(request)).toThrow(OAuthError);
  });
});

describe('tokens', () => {
  it('come for a code and its verifier', async () => {
    const client = await clientOf(tokens({ refresh_token: 'r1' }));
    const set = await oauth.exchangeCode(client, {
      code: 'c',
      codeVerifier: 'v',
      redirectUri: 'https://ce.example/cb',
    });
    expect(set).toMatchObject({
      accessToken: '00D!AQ1',
      refreshToken: 'r1',
      organizationId: '00Dx0000000BV7zEAG',
      userId: '005x00000012Q9PAAU',
      scope: ['refresh_token', 'api', 'id'],
    });
    expect(formOf(0)).toEqual({
      grant_type: 'authorization_code',
      code: 'c',
      code_verifier: 'v',
      redirect_uri: 'https://ce.example/cb',
      client_id: 'key',
      client_secret: 'shh',
    });
  });

  it('come for a refresh token, rotated or not', async () => {
    const client = await clientOf(tokens(), tokens({ refresh_token: 'r2' }));
    expect((await oauth.refresh(client, 'r1')).refreshToken).toBeNull();
    expect((await oauth.refresh(client, 'r1')).refreshToken).toBe('r2');
    expect(formOf(0)).toMatchObject({ grant_type: 'refresh_token', refresh_token: 'r1' });
  });

  it('come for a signed assertion', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const client = await clientOf(tokens());
    await oauth.jwtBearer(client, {
      username: 'u@example.com',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      audience: 'https://test.salesforce.com/',
    });
    const { assertion = '', grant_type } = formOf(0);
    expect(grant_type).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const [header = '', payload = '', signature = ''] = assertion.split('.');
    const key = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }));
    expect(verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(
      true,
    );
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      iss: 'key',
      sub: 'u@example.com',
      aud: 'https://test.salesforce.com',
    });
  });

  it('come for client credentials', async () => {
    const client = await clientOf(tokens());
    await oauth.clientCredentials(client);
    expect(formOf(0)).toEqual({ grant_type: 'client_credentials', client_id: 'key', client_secret: 'shh' });
  });

  it('are not taken from an instance that is not Salesforce’s', async () => {
    const client = await clientOf(tokens({ instance_url: 'https://evil.example', refresh_token: 'r2' }), text(200, ''));
    await expect(oauth.refresh(client, 'r1')).rejects.toMatchObject({ code: 'UNTRUSTED_HOST', permanent: true });
    expect(server?.seen.map((request) => [request.path, request.body]).at(-1)).toEqual([
      '/services/oauth2/revoke',
      'token=r2',
    ]);
  });

  it('keep nothing of the instance address but what was checked', async () => {
    const client = await clientOf(tokens({ instance_url: 'https://ACME.my.sales\nforce.com/services/../x?y#z' }));
    expect((await oauth.refresh(client, 'r1')).instanceUrl).toBe('https://acme.my.salesforce.com');
  });

  it('are revoked, also when they are gone already', async () => {
    const client = await clientOf(
      text(200, ''),
      json(400, { error: 'invalid_token', error_description: 'invalid token' }),
    );
    await oauth.revoke(client.loginUrl, 'r1');
    await oauth.revoke(client.loginUrl, 'r1');
    expect(server?.seen.map((request) => [request.path, request.body])).toEqual([
      ['/services/oauth2/revoke', 'token=r1'],
      ['/services/oauth2/revoke', 'token=r1'],
    ]);
  });
});

describe('a refusal', () => {
  it('leaves the spent-or-not question open when no answer came, and is not repeated', async () => {
    const client = await clientOf(hangUp);
    await expect(oauth.refresh(client, 'secret-r1')).rejects.toMatchObject({
      code: 'NO_ANSWER',
      errorClass: 'transient',
      permanent: false,
      ambiguous: true,
    });
    expect(server?.seen).toHaveLength(1);
  });

  it('by a page is transient', async () => {
    const client = await clientOf(text(503, '<html>'));
    await expect(oauth.refresh(client, 'r1')).rejects.toMatchObject({ code: 'HTTP_503', permanent: false });
  });

  it('holds neither token nor secret', async () => {
    const client = await clientOf(
      json(400, { error: 'invalid_grant', error_description: 'expired access/refresh token' }),
    );
    const failure = await oauth.refresh(client, 'secret-r1').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'invalid_grant',
      permanent: true,
      errorClass: 'authentication',
      ambiguous: false,
    });
    expect(JSON.stringify(failure) + String(failure)).not.toMatch(/secret-r1|shh/);
  });
});
