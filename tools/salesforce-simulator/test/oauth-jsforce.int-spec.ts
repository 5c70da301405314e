import jsforce from 'jsforce';
import { afterEach, describe, expect, it } from 'vitest';
import {
  administer,
  appOrg,
  authorize,
  callback,
  callbackOf,
  clientId,
  clientSecret,
  withApp,
} from './oauth-client.js';
import type { ServedOrg } from './serve-org.js';
import { serveOrg } from './serve-org.js';

let served: ServedOrg;
afterEach(() => served.close());

const client = (useVerifier = false) =>
  new jsforce.OAuth2({ loginUrl: served.url, clientId, clientSecret, redirectUri: callback, useVerifier });

describe('jsforce', () => {
  it('walks through the web-server flow with its own verifier', async () => {
    served = await serveOrg(withApp({ requirePkce: true }));
    const oauth2 = client(true);
    const url = oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 's' });
    const code = (await callbackOf(await fetch(url, { redirect: 'manual' }))).get('code') ?? '';
    const tokens = await oauth2.requestToken(code);
    expect(tokens).toMatchObject({ scope: 'api refresh_token', instance_url: served.url });
    const connection = new jsforce.Connection({
      instanceUrl: tokens.instance_url,
      accessToken: tokens.access_token,
      version: '62.0',
    });
    const identity = await connection.request<{ username: string }>(tokens.id);
    expect(identity.username).toBe('ada@example.com');
  });

  it('refreshes an expired session by itself, once for parallel calls', async () => {
    served = await serveOrg(appOrg);
    const oauth2 = client();
    const tokens = await oauth2.requestToken((await authorize(served)).get('code') ?? '');
    const connection = new jsforce.Connection({
      oauth2,
      instanceUrl: tokens.instance_url,
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token,
      version: '62.0',
    });
    await administer(served, 'POST', '/expire-access-tokens', {});
    const lists = await Promise.all([1, 2, 3].map(() => connection.analytics.reports()));
    expect(lists).toEqual([[], [], []]);
    expect(await administer(served, 'GET', '')).toMatchObject({
      counts: { refresh_token: { granted: 1, refused: 0 } },
    });
  });

  it('names the OAuth error of a refused refresh', async () => {
    served = await serveOrg(appOrg);
    await expect(client().refreshToken('gone')).rejects.toMatchObject({
      name: 'invalid_grant',
      message: 'expired access/refresh token',
    });
  });

  it('revokes', async () => {
    served = await serveOrg(appOrg);
    const oauth2 = client();
    const tokens = await oauth2.requestToken((await authorize(served)).get('code') ?? '');
    const refreshed = await oauth2.refreshToken(tokens.refresh_token ?? '');
    await oauth2.revokeToken(refreshed.refresh_token ?? '');
    await expect(oauth2.refreshToken(refreshed.refresh_token ?? '')).rejects.toMatchObject({ name: 'invalid_grant' });
  });
});
