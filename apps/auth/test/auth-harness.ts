import { randomBytes } from 'node:crypto';
import { serviceDataSource, migrate } from '@ce/database';
import { migrateBus } from '@ce/messaging';
import { type OrgDescriptionInput, type Simulator, startSimulator } from '@ce/salesforce-simulator';
import { createService, readSettings } from '@ce/service-kit';
import { startTestDatabase, type TestDatabase } from '@ce/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import supertest from 'supertest';
import { DataSource } from 'typeorm';
import { AppModule } from '../src/app.module.js';
import { authDatabase } from '../src/auth-database.js';
import { authSettings } from '../src/settings.js';
import { CALLBACK, CLIENT, greenOrg } from './simulated-org.js';

export const INTERNAL = 'internal-token-of-tests';

/** What the browser of the tests has since it opened its first authorisation. */
export const BROWSER = `ce-authorization=${randomBytes(32).toString('base64url')}`;

/** auth with a real PostgreSQL and a simulated org; one per test file. */
export class AuthHarness {
  private constructor(
    readonly database: TestDatabase,
    readonly simulator: Simulator,
    readonly environment: Record<string, string>,
    readonly sign: (workspace: string, roles: string[]) => Promise<string>,
    private app: NestExpressApplication,
  ) {}

  static async start(
    description: OrgDescriptionInput = greenOrg(),
    changes: Record<string, string> = {},
    startDatabase = startTestDatabase,
  ) {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    // One after the other, so that a mistake in the description leaves no database behind.
    const simulator = await startSimulator({ description });
    const database = await startDatabase();
    const environment = {
      PORT: '0',
      LOG_LEVEL: 'error',
      JWT_ISSUER: 'https://issuer.test',
      JWT_JWKS: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256' }] }),
      INTERNAL_TOKEN: INTERNAL,
      DATABASE_URL: database.url,
      SEALING_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      OAUTH_CLIENT_ID: CLIENT.clientId,
      OAUTH_CLIENT_SECRET: CLIENT.clientSecret,
      OAUTH_CALLBACK_URL: CALLBACK,
      SALESFORCE_PRODUCTION_LOGIN_URL: simulator.url,
      SALESFORCE_SANDBOX_LOGIN_URL: simulator.url,
      SALESFORCE_ALLOW_LOOPBACK: 'true',
      ...changes,
    };
    const sign = (workspace: string, roles: string[]) =>
      new SignJWT({ workspace, roles })
        .setProtectedHeader({ alg: 'RS256' })
        .setSubject('ann')
        .setIssuer('https://issuer.test')
        .setAudience('conversational-email')
        .setExpirationTime('30m')
        .sign(privateKey);
    await migrateBus(database.url);
    const source = await serviceDataSource(authDatabase, {
      url: database.url,
      poolSize: 2,
      applicationName: 'test-migrate',
    }).initialize();
    await migrate(source, authDatabase.schema);
    await source.destroy();
    return new AuthHarness(database, simulator, environment, sign, await AuthHarness.open(environment));
  }

  /** A replica in this process. */
  static async open(environment: Record<string, string>): Promise<NestExpressApplication> {
    const settings = readSettings('auth', authSettings, environment);
    const app = await createService({ name: 'auth', summary: '', module: AppModule, strategies: [] }, settings);
    await app.init();
    return app;
  }

  async restart(changes: Record<string, string> = {}): Promise<void> {
    await this.app.close();
    Object.assign(this.environment, changes);
    this.app = await AuthHarness.open(this.environment);
  }

  get application(): NestExpressApplication {
    return this.app;
  }

  get<T extends object>(type: new (...parts: never[]) => T): T {
    return this.app.get(type);
  }

  /** Straight at the tables of the service. */
  sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.app.get(DataSource).query<Row[]>(text, values);
  }

  async call(
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    body?: object,
    { workspace = 'w1', roles = ['admin'] }: { workspace?: string; roles?: string[] } = {},
  ): Promise<supertest.Response> {
    const token = await this.sign(workspace, roles);
    const request = supertest(this.app.getHttpServer())[method](path).set('authorization', `Bearer ${token}`);
    return body === undefined ? request : request.send(body);
  }

  async internal(path: string, body: object = {}): Promise<supertest.Response> {
    return supertest(this.app.getHttpServer()).post(path).set('authorization', `Bearer ${INTERNAL}`).send(body);
  }

  async callback(query: string): Promise<supertest.Response> {
    return supertest(this.app.getHttpServer()).get(`/oauth/callback?${query}`).set('cookie', BROWSER);
  }

  /** Opens our page and presses its button as a person does; Salesforce's address to which it leads. */
  async salesforceAddress(authorizationUrl: string): Promise<string> {
    const { pathname, search } = new URL(authorizationUrl);
    const server = supertest(this.app.getHttpServer());
    const page = await server.get(`${pathname}${search}`).set('cookie', BROWSER);
    if (!page.text.includes('<form method="post"><button>')) throw new Error(`No button: ${page.status} ${page.text}`);
    const answer = await server.post(`${pathname}${search}`).set('cookie', BROWSER);
    if (answer.status !== 303) throw new Error(`No way to Salesforce: ${answer.status} ${answer.text}`);
    return answer.headers['location'] ?? '';
  }

  /** Goes to Salesforce and approves; the query with which the browser comes back. */
  async consent(authorizationUrl: string): Promise<string> {
    const answer = await fetch(await this.salesforceAddress(authorizationUrl), { redirect: 'manual' });
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`No redirect: ${answer.status} ${await answer.text()}`);
    return new URL(location).searchParams.toString();
  }

  async connect(body: object = {}, options: { workspace?: string } = {}) {
    const started = await this.call('post', '/connections', { environment: 'production', ...body }, options);
    const { connectionId, authorizationUrl } = started.body as { connectionId: string; authorizationUrl: string };
    const page = await this.callback(await this.consent(authorizationUrl));
    return { connectionId, page };
  }

  /** Refresh calls that Salesforce has seen. */
  async refreshes(): Promise<{ granted: number; refused: number }> {
    const { counts } = await this.#oauthState();
    return { granted: counts['refresh_token']?.granted ?? 0, refused: counts['refresh_token']?.refused ?? 0 };
  }

  /** Approvals that live at Salesforce. */
  async liveGrants(): Promise<number> {
    const { grants } = await this.#oauthState();
    return grants.filter(({ end }) => end === null).length;
  }

  async #oauthState() {
    const answer = await fetch(`${this.simulator.url}/simulator/oauth`);
    return (await answer.json()) as {
      counts: Record<string, { granted?: number; refused?: number }>;
      grants: { end: unknown }[];
    };
  }

  async auditOf(connectionId: string, workspace = 'w1'): Promise<{ action: string; detail: string; actor: string }[]> {
    const answer = await this.call('get', `/audit?connectionId=${connectionId}`, undefined, { workspace });
    return (answer.body as { entries: { action: string; detail: string; actor: string }[] }).entries;
  }

  /** Something that a Salesforce administrator or the passing of time does: `/simulator/oauth/…`. */
  async salesforce(path: string, body: object = {}, method = 'POST'): Promise<void> {
    const answer = await fetch(`${this.simulator.url}/simulator${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  }

  /** What auth told the bus of a connection, oldest first. */
  async published(connectionId: string): Promise<Record<string, unknown>[]> {
    const rows = await this.sql<{ value: string }>(
      `select value from bus.log where topic = 'salesforce.connection.v1' and key = $1 order by id`,
      [connectionId],
    );
    return rows.map(({ value }) => JSON.parse(value) as Record<string, unknown>);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.simulator.stop();
    await this.database.close();
  }
}
