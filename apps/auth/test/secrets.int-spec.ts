import { generateKeyPairSync } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LeaseAnswer } from '@ce/contracts';
import { startOwnTestDatabase } from '@ce/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthHarness, INTERNAL } from './auth-harness.js';
import { AuthProcess } from './auth-process.js';
import { SalesforceGate } from './salesforce-gate.js';
import { ADMIN, CALLBACK, CLIENT, greenOrg } from './simulated-org.js';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const own = { clientId: 'own-app', clientSecret: 'the-customers-own-secret' };
let auth: AuthHarness;
let gate: SalesforceGate;
let service: AuthProcess;
let bearer: string;
const states: string[] = [];

beforeAll(async () => {
  const certificate = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const shared = { callbackUrls: [CALLBACK], clientCredentialsUser: ADMIN, autoApprove: true, autoApproveUser: ADMIN };
  const apps = [
    { name: 'CE', ...CLIENT, ...shared, certificate },
    { name: 'Own', ...own, ...shared },
  ];
  const changes = {
    OAUTH_JWT_PRIVATE_KEY: privateKey,
    SERVER_TO_SERVER_GRANTS: 'w-jwt=00D5g00000AcmeOEAR',
    OAUTH_TIMEOUT_MS: '1500',
  };
  auth = await AuthHarness.start(greenOrg({ connectedApps: apps }), changes, startOwnTestDatabase);
  gate = await SalesforceGate.before(auth.simulator.url);
  service = await AuthProcess.start(auth.environment, 'debug');
});
afterAll(async () => {
  await gate.close();
  await auth.stop();
});

async function manage<Answer>(workspace: string, method: string, path: string, body?: object): Promise<Answer> {
  bearer = await auth.sign(workspace, ['admin']);
  const answer = await service.manage(method, path, bearer, body);
  return JSON.parse(answer.text) as Answer;
}

async function begin(workspace: string, body: object = {}) {
  const ask = { environment: 'production', myDomain: gate.url, ...body };
  type Started = { connectionId: string; authorizationUrl: string };
  const started = await manage<Started>(workspace, 'POST', '/connections', ask);
  states.push(new URL(started.authorizationUrl).searchParams.get('state') ?? '');
  return started;
}

const renew = (connectionId: string, refusedGeneration: number) =>
  service.post<LeaseAnswer>('/internal/leases', { connectionId, kind: 'tasks', calls: 1, refusedGeneration });

/** Everything that happens to secrets, once: given, renewed, refused, replaced, erased, left to be revoked. */
async function live(): Promise<void> {
  const { connectionId, authorizationUrl } = await begin('w1');
  await service.manage('GET', `/oauth/callback?${await auth.consent(authorizationUrl)}`);
  expect((await renew(connectionId, 1)).kind).toBe('granted');
  await auth.salesforce('/oauth/refuse-next', { error: 'OAUTH_APP_BLOCKED', description: 'blocked' });
  expect((await renew(connectionId, 2)).kind).toBe('unavailable');
  const again = await begin('w1', { connectionId });
  await service.manage('GET', `/oauth/callback?${await auth.consent(again.authorizationUrl)}`);
  const server = { environment: 'production', myDomain: gate.url };
  const path = '/connections/server-to-server';
  await manage('w-jwt', 'POST', path, { ...server, flow: 'jwt-bearer', username: ADMIN });
  await manage('w-own', 'POST', path, { ...server, flow: 'client-credentials', client: own });
  await manage('w-bad', 'POST', path, {
    ...server,
    flow: 'client-credentials',
    client: { ...own, clientSecret: 'a-mistyped-secret' },
  });
  await begin('w-open');
  gate.goAway(true);
  await manage('w1', 'DELETE', `/connections/${connectionId}`);
}

/** What nobody may read, by where it was seen. */
function secrets(): Map<string, string> {
  const found = new Map<string, string>([
    ['client secret', CLIENT.clientSecret],
    ['own client secret', own.clientSecret],
    ['mistyped secret', 'a-mistyped-secret'],
    ['sealing key', (auth.environment['SEALING_KEYS'] ?? '').replace(/^k1:/, '')],
    ['private key', privateKey.split('\n')[3] ?? ''],
    ['internal token', INTERNAL],
    ['bearer token', bearer],
  ]);
  for (const [index, state] of states.entries()) found.set(`state ${index}`, state);
  for (const [index, { form, answer }] of gate.exchanges.filter(({ path }) => path.endsWith('/token')).entries()) {
    const given = JSON.parse(answer) as Record<string, string | undefined>;
    for (const name of ['code', 'code_verifier', 'refresh_token', 'assertion']) {
      const value = form.get(name);
      if (value !== null) found.set(`${name} sent ${index}`, value);
    }
    for (const name of ['access_token', 'refresh_token']) {
      if (given[name] !== undefined) found.set(`${name} given ${index}`, given[name]);
    }
  }
  return found;
}

const readableIn = (text: string | Buffer) =>
  [...secrets()].filter(([, value]) => text.includes(value)).map(([name]) => name);

describe('after a life full of secrets', () => {
  beforeAll(live);

  it('the secrets are there to be looked for', () => {
    const names = [...secrets().keys()].map((name) => name.replace(/ \d+$/, ''));
    for (const name of [
      'code sent',
      'code_verifier sent',
      'refresh_token sent',
      'refresh_token given',
      'assertion sent',
    ]) {
      expect(names).toContain(name);
    }
    expect([...secrets().values()].every((value) => value.length > 10)).toBe(true);
  });

  it('no row of any table has one', async () => {
    const tables = await auth.sql<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables
       where table_schema in ('auth', 'bus') and table_type = 'BASE TABLE'`,
    );
    let dump = '';
    for (const { name } of tables) {
      const rows = await auth.sql<{ row: string }>(`select whole::text as row from ${name} as whole`);
      dump += rows.map(({ row }) => row).join('\n');
    }
    for (const known of ['00D5g00000AcmeOEAR', 'k1.', 'client-credentials', 'con-']) expect(dump).toContain(known);
    const names = tables.map(({ name }) => name);
    for (const name of [
      'auth.token',
      'auth.authorization_request',
      'auth.pending_revocation',
      'auth.audit_entry',
      'bus.log',
    ]) {
      expect(names).toContain(name);
      expect((await auth.sql(`select 1 from ${name} limit 1`)).length, name).toBe(1);
    }
    expect(readableIn(dump)).toEqual([]);
  });

  it('no file of the database has one, so no backup will', async () => {
    const client = new Client({ connectionString: auth.database.url });
    await client.connect();
    await client.query('checkpoint');
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    await client.end();
    const directory = rows[0]?.data_directory ?? '';
    let sawTheOrg = false;
    for (const file of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const content = await readFile(join(file.parentPath, file.name));
      sawTheOrg ||= content.includes('00D5g00000AcmeOEAR');
      expect(readableIn(content), file.name).toEqual([]);
    }
    expect(sawTheOrg).toBe(true);
  });

  it('no line of the log, no metric and no page of the API description has one', async () => {
    const metrics = (await service.manage('GET', '/metrics')).text;
    const openApi = (await service.manage('GET', '/openapi.json')).text;
    await service.stop();
    expect(service.said).toContain('token not renewed');
    expect(metrics).toContain('auth_refreshes_total');
    expect(readableIn(service.said + metrics + openApi)).toEqual([]);
  });
});
