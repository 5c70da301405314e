import { afterEach, expect, it } from 'vitest';
import { shapeProblems } from '../src/testing/same-shape.js';
import { readExample } from './examples/read-example.js';
import { appOrg, clientId, clientSecret, connect, refresh, token, withApp } from './oauth-client.js';
import type { ServedOrg } from './serve-org.js';
import { serveOrg } from './serve-org.js';

let served: ServedOrg;
afterEach(() => served.close());

it('token-success.json', async () => {
  served = await serveOrg(appOrg);
  expect(shapeProblems(readExample('oauth/token-success.json'), await connect(served))).toEqual([]);
});

it('refresh-success.json, which has no refresh token unless rotation is on', async () => {
  served = await serveOrg(withApp({ rotateRefreshTokens: false }));
  const { refresh_token: refreshToken = '' } = await connect(served);
  const { body } = await refresh(served, refreshToken);
  expect(shapeProblems(readExample('oauth/refresh-success.json'), body)).toEqual([]);
  expect(body).not.toHaveProperty('refresh_token');
});

it('refresh-error-expired.json', async () => {
  served = await serveOrg(appOrg);
  expect(await refresh(served, '5Aep861unknown')).toEqual({
    status: 400,
    body: readExample('oauth/refresh-error-expired.json'),
  });
});

it('token-error-invalid-password.json', async () => {
  served = await serveOrg({ ...appOrg, org: { usernamePasswordFlow: 'allowed' } });
  const form = {
    grant_type: 'password',
    client_id: clientId,
    client_secret: clientSecret,
    username: 'bob@example.com',
  };
  expect(await token(served, { ...form, password: 'wrong' })).toEqual({
    status: 400,
    body: readExample('oauth/token-error-invalid-password.json'),
  });
  expect((await token(served, { ...form, password: 'right' })).status).toBe(200);
});
