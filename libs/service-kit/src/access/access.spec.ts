import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { UnsecuredJWT } from 'jose';
import supertest from 'supertest';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { createService } from '../create-service.js';
import { kitSettings } from '../settings/kit-settings.js';
import { readSettings, SettingsError } from '../settings/read-settings.js';
import { ISSUER, makeSigningKey, type SigningKey, unsigned } from '../testing/sign-token.js';
import { InternalOnly, Public, RequireRole } from './principal.js';

@Controller('notes')
class NotesController {
  @Get()
  read() {
    return 'notes';
  }

  @Get('open')
  @Public()
  open() {
    return 'open';
  }

  @Get('internal')
  @InternalOnly()
  internal() {
    return 'ok';
  }

  @Post('of/:id')
  @Public()
  writeOf() {
    return 'written';
  }

  @Post()
  @RequireRole('operator', 'publisher')
  write(@Body() body: object) {
    return body;
  }
}

@Module({ controllers: [NotesController] })
class NotesModule {}

const tooMuch = JSON.stringify({ text: 'x'.repeat(6 * 1024 * 1024) });

let key: SigningKey;
beforeAll(async () => {
  key = await makeSigningKey('k1');
});

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(changes: Record<string, string> = {}) {
  const settings = readSettings('notes', kitSettings, {
    JWT_ISSUER: ISSUER,
    JWT_JWKS: JSON.stringify({ keys: [key.jwk] }),
    INTERNAL_TOKEN: 'internal',
    LOG_LEVEL: 'error',
    ...changes,
  });
  const service = { name: 'notes', summary: 'Notes.', module: NotesModule, strategies: [] };
  const app: NestExpressApplication = await createService(service, settings);
  await app.init();
  stops.push(() => app.close());
  const http = supertest(app.getHttpServer());
  return {
    http,
    get: (path: string, token: string) => http.get(path).set('authorization', `Bearer ${token}`),
    post: (path: string, token: string) => http.post(path).set('authorization', `Bearer ${token}`),
  };
}

it.each([
  ['is of another issuer', () => key.sign({ issuer: 'https://other.test' }), 'issued by somebody else'],
  ['is for another audience', () => key.sign({ audience: 'other' }), 'another audience'],
  ['has expired', () => key.sign({ expires: Math.floor(Date.now() / 1000) - 60 }), 'has expired'],
  ['never expires', () => key.sign({ expires: null }), '"exp"'],
  ['has no workspace', () => key.sign({ workspace: '' }), '"workspace"'],
  ['names a workspace that no id can be', () => key.sign({ workspace: 'w-<i>' }), 'letters, digits and . _ : - only'],
  ['names a workspace of too many letters', () => key.sign({ workspace: 'w'.repeat(101) }), '1 to 100 letters'],
  ['is signed by another key', async () => (await makeSigningKey('k1')).sign(), 'not signed by a key of the issuer'],
  ['names an unknown key', async () => (await makeSigningKey('k9')).sign(), 'not signed by a key of the issuer'],
  [
    'is signed by the public key as if it were a shared secret',
    () => unsigned({}).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(new TextEncoder().encode(key.publicText)),
    'not signed by a key of the issuer',
  ],
  [
    'is not signed at all',
    async () =>
      new UnsecuredJWT({ workspace: 'w1', roles: ['admin'] })
        .setSubject('ann')
        .setIssuer(ISSUER)
        .setAudience('conversational-email')
        .setExpirationTime('5m')
        .encode(),
    'not signed by a key of the issuer',
  ],
  ['is none', async () => 'x.y.z', 'not signed by a key of the issuer'],
])('refuses a token that %s', async (_, make: () => Promise<string>, said) => {
  const { get } = await start();
  const answer = await get('/notes', await make());
  expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  expect((answer.body as { detail: string }).detail).toContain(said);
});

it('takes tokens of elliptic keys, and passes over roles of other applications', async () => {
  const elliptic = await makeSigningKey('e1', 'ES256');
  const { get } = await start({ JWT_JWKS: JSON.stringify({ keys: [elliptic.jwk] }) });
  expect((await get('/notes', await elliptic.sign({ roles: ['billing', 'viewer'] }))).status).toBe(200);
  expect((await get('/notes', await elliptic.sign({ roles: ['billing'] }))).status).toBe(403);
});

it('learns new keys of the issuer, forgets nothing while its keys cannot be read, and says so', async () => {
  const next = await makeSigningKey('k2');
  let keys = [key.jwk];
  const issuer: Server = createServer((_, response) => response.end(JSON.stringify({ keys })));
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  const JWT_JWKS = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks`;
  const { get } = await start({ JWT_JWKS, JWT_JWKS_COOLDOWN_SECONDS: '0' });
  expect((await get('/notes', await key.sign())).status).toBe(200);
  expect((await get('/notes', await next.sign())).status).toBe(401);
  keys = [next.jwk, key.jwk];
  expect((await get('/notes', await next.sign())).status).toBe(200);
  await new Promise((resolve) => {
    issuer.close(resolve);
    issuer.closeAllConnections();
  });
  expect((await get('/notes', await next.sign())).status).toBe(200);
  const unknown = await get('/notes', await (await makeSigningKey('k3')).sign());
  expect([unknown.status, unknown.headers['retry-after']]).toEqual([503, '5']);
});

it.each([
  ['http://issuer.test/jwks', 'is neither an https:// address'],
  ['{"keys":[]}', 'is no JWKS of public RSA or EC keys'],
  ['{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}', 'is no JWKS of public RSA or EC keys'],
  ['{"keys":[{"kty":"RSA","d":"private"}]}', 'is no JWKS of public RSA or EC keys'],
  ['{"keys":', 'is no JSON document'],
])('does not start with the keys %s', (JWT_JWKS, said) => {
  const read = () =>
    readSettings('notes', kitSettings, { JWT_ISSUER: ISSUER, INTERNAL_TOKEN: 'x', JWT_JWKS, TRUSTED_PROXIES: '10/8' });
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(said);
  expect(read).toThrow('TRUSTED_PROXIES');
});

it('opens internal routes to our own services, also while their token changes', async () => {
  const { get } = await start({ INTERNAL_TOKEN_PREVIOUS: 'former' });
  const status = async (token: string) => (await get('/notes/internal', token)).status;
  expect(await status('internal')).toBe(200);
  expect(await status('former')).toBe(200);
  expect(await status('wrong')).toBe(401);
  expect(await status(await key.sign({ roles: ['admin'] }))).toBe(401);
  expect((await get('/notes', 'internal')).status).toBe(401);
});

it('limits each user of a workspace alone', async () => {
  const { get } = await start({ RATE_LIMIT_PER_MINUTE: '2' });
  const ann = await key.sign();
  expect((await get('/notes', ann)).status).toBe(200);
  expect((await get('/notes', ann)).status).toBe(200);
  const refused = await get('/notes', await key.sign());
  expect([refused.status, refused.type]).toEqual([429, 'application/problem+json']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((refused.body as { fix: string }).fix).toMatch(/^Wait \d+ seconds/);
  expect((await get('/notes', await key.sign({ subject: 'bob' }))).status).toBe(200);
  expect((await get('/notes', await key.sign({ workspace: 'w2' }))).status).toBe(200);
  expect((await get('/notes/internal', 'internal')).status).toBe(200);
});

it('limits strangers by address, and nobody else at it', async () => {
  const { http, get } = await start({ RATE_LIMIT_STRANGERS_PER_MINUTE: '2', TRUSTED_PROXIES: 'loopback' });
  const from = (address: string, path: string) => http.get(path).set('x-forwarded-for', address);
  expect((await from('192.0.2.1', '/notes')).status).toBe(401);
  expect((await from('192.0.2.1', '/notes/open')).status).toBe(200);
  expect((await from('192.0.2.1', '/notes/open')).status).toBe(429);
  expect((await from('192.0.2.1', '/notes/internal').set('authorization', 'Bearer guess')).status).toBe(429);
  expect((await from('192.0.2.2', '/notes/open')).status).toBe(200);
  expect((await get('/notes', await key.sign()).set('x-forwarded-for', '192.0.2.1')).status).toBe(200);
  for (const path of ['/health/live', '/health/ready', '/metrics'])
    expect((await from('192.0.2.1', path)).status).toBe(200);
});

it('believes x-forwarded-for of nobody unless told', async () => {
  const { http } = await start({ RATE_LIMIT_STRANGERS_PER_MINUTE: '1' });
  await http.get('/notes').set('x-forwarded-for', '192.0.2.1');
  expect((await http.get('/notes').set('x-forwarded-for', '192.0.2.2')).status).toBe(429);
});

it('refuses a body that is too large, in words', async () => {
  const { post } = await start();
  const answer = await post('/notes', await key.sign({ roles: ['operator'] }))
    .type('application/json')
    .send(tooMuch);
  expect([answer.status, answer.type]).toEqual([413, 'application/problem+json']);
  expect((answer.body as { fix: string }).fix).toContain('smaller parts');
});

it.each([
  ['too large', () => tooMuch],
  ['no JSON', () => '{"text":'],
])('does not look at a body that is %s before the token', async (_, body) => {
  const { http, post } = await start({ RATE_LIMIT_STRANGERS_PER_MINUTE: '3' });
  const send = (request: supertest.Test) => request.type('application/json').send(body());
  expect((await send(http.post('/notes'))).status).toBe(401);
  expect((await send(post('/notes', 'guess'))).status).toBe(401);
  expect((await send(post('/notes', await key.sign({ roles: ['viewer'] })))).status).toBe(403);
  expect((await send(http.post('/nowhere'))).status).toBe(404);
  // Public routes have no token to look at, and still count before they read.
  expect((await send(http.post('/notes/of/x'))).status).toBe(body() === tooMuch ? 413 : 400);
  expect((await send(http.post('/notes/of/x'))).status).toBe(429);
});

it.each([
  ['/notes/of/x', '{"text":', 'not valid JSON'],
  ['/notes/of/x', '[1,]', 'not valid JSON'],
  ['/notes/of/%E0%A4%A', '{}', 'not validly encoded'],
])('refuses what cannot be read, without repeating it: POST %s', async (path, body, said) => {
  const { http } = await start();
  const answer = await http.post(path).type('application/json').send(body);
  expect([answer.status, answer.type]).toEqual([400, 'application/problem+json']);
  expect((answer.body as { detail: string }).detail).toContain(said);
});

it('says in its OpenAPI document who may call what', async () => {
  const { http } = await start();
  const { paths } = (await http.get('/openapi.json')).body as {
    paths: Record<string, Record<string, { security: object[]; responses: Record<string, object> } & object>>;
  };
  expect(paths['/notes']).toMatchObject({
    get: { 'x-access': ['viewer'], security: [{ bearer: [] }], responses: { 401: {}, 403: {}, 429: {} } },
    post: { 'x-access': ['operator', 'publisher'] },
  });
  expect(paths['/notes/internal']).toMatchObject({ get: { 'x-access': 'internal', security: [{ internal: [] }] } });
  expect(paths['/notes/open']).toMatchObject({ get: { 'x-access': 'public', security: [] } });
  expect(Object.keys(paths['/notes/open']?.['get']?.responses ?? {})).not.toContain('401');
});
