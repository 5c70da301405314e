import { migrate, serviceDataSource } from '@ce/database';
import { migrateBus, Outbox } from '@ce/messaging';
import { createService, type RunnableService, readSettings, type KitSettings } from '@ce/service-kit';
import { type CloudEvent, findEventDefinition } from '@ce/contracts';
import type { ServiceDatabase } from '@ce/database';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { exportJWK, generateKeyPair, type CryptoKey, SignJWT } from 'jose';
import supertest from 'supertest';
import { DataSource } from 'typeorm';

export interface Answer {
  status: number;
  body: unknown;
}

export interface ServiceUnderTest {
  app: NestExpressApplication;
  dataSource: DataSource;
  /** A request of this workspace's administrator. */
  http(workspaceId?: string): Promise<{
    get(path: string): PromiseLike<Answer>;
    put(path: string, body: object): PromiseLike<Answer>;
    post(path: string, body?: object): PromiseLike<Answer>;
    delete(path: string): PromiseLike<Answer>;
  }>;
  publish(...events: CloudEvent[]): Promise<void>;
  /** Everything of these types that was ever published, in the order of publication. */
  published(type: string): Promise<{ id: string; data: Record<string, unknown> }[]>;
  close(): Promise<void>;
}

let keys: Promise<{ publicKey: CryptoKey; privateKey: CryptoKey }> | undefined;

/** The service as it runs, on a real database and the Postgres transport; `environment` adds its own settings. */
export async function startServiceUnderTest(
  service: RunnableService,
  database: ServiceDatabase,
  databaseUrl: string,
  environment: Record<string, string>,
): Promise<ServiceUnderTest> {
  keys ??= generateKeyPair('RS256');
  const { publicKey, privateKey } = await keys;
  const settings = readSettings(service.name, service.settings, {
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: '5',
    INTERNAL_TOKEN: 'internal',
    JWT_ISSUER: 'https://issuer.test',
    JWT_JWKS: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256' }] }),
    LOG_LEVEL: 'error',
    PORT: '0',
    HOST: '127.0.0.1',
    ...environment,
  }) as KitSettings;
  await migrateAll(database, databaseUrl);
  const app = await createService(service, settings);
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  const dataSource = app.get(DataSource);
  const token = (workspaceId: string) =>
    new SignJWT({ workspace: workspaceId, roles: ['admin'] })
      .setProtectedHeader({ alg: 'RS256' })
      .setSubject('ann')
      .setIssuer('https://issuer.test')
      .setAudience('conversational-email')
      .setExpirationTime('5m')
      .sign(privateKey);
  return {
    app,
    dataSource,
    http: async (workspaceId = 'w1') => {
      const bearer = `Bearer ${await token(workspaceId)}`;
      const agent = supertest(app.getHttpServer());
      return {
        get: (path) => agent.get(path).set('authorization', bearer),
        put: (path, body) => agent.put(path).set('authorization', bearer).send(body),
        post: (path, body) => agent.post(path).set('authorization', bearer).send(body),
        delete: (path) => agent.delete(path).set('authorization', bearer),
      };
    },
    publish: (...events) =>
      dataSource.transaction((manager) => app.get(Outbox, { strict: false }).publish(manager, events)),
    published: (type) => readPublished(dataSource, type),
    close: () => app.close(),
  };
}

async function migrateAll(database: ServiceDatabase, url: string): Promise<void> {
  await migrateBus(url);
  const dataSource = serviceDataSource(database, { url, poolSize: 2, applicationName: 'migrate' });
  await dataSource.initialize();
  await migrate(dataSource, database.schema);
  await dataSource.destroy();
}

async function readPublished(dataSource: DataSource, type: string) {
  const topic = findEventDefinition(type)?.topic;
  const found: { id: string; value: string }[] = await dataSource.query(
    `select headers ->> 'ce_id' as id, value from bus.log where topic = $1 and headers ->> 'ce_type' = $2 order by log.id`,
    [topic, type],
  );
  return found.map(({ id, value }) => ({ id, data: JSON.parse(value) as Record<string, unknown> }));
}
