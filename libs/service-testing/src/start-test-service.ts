import type { CloudEvent } from '@ce/contracts';
import { migrate, serviceDataSource, type ServiceDatabase } from '@ce/database';
import { migrateBus, Outbox } from '@ce/messaging';
import { createService, type KitSettings, readSettings, type RunnableService } from '@ce/service-kit';
import type { INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { askAs, type Client } from './ask-as.js';
import { makeTokenIssuer, type TokenIssuer } from './make-token-issuer.js';
import { type LeaseServer, startLeaseServer } from './start-lease-server.js';
import { startTestDatabase } from '@ce/testing';

export interface TestServiceOptions {
  service: RunnableService;
  database: ServiceDatabase;
  /** Who answers for a connection's org. */
  sessionOf: (connectionId: string) => { accessToken: string; instanceUrl: string };
  /** Beyond what every service needs, and instead of it. */
  environment?: Record<string, string>;
}

/** A service as it runs, on a PostgreSQL and a bus of its own, with a stand-in for auth. */
export interface TestService {
  /** A connection of the test's own to the service's schema. */
  readonly database: DataSource;
  readonly leases: LeaseServer;
  readonly tokens: TokenIssuer;
  readonly app: INestApplication;
  /** Another one, as after a restart; the old one is left alone unless it was stopped. */
  startAgain(): Promise<void>;
  stopService(): Promise<void>;
  /** Over the bus, as the other services publish. */
  publish(...events: readonly CloudEvent[]): Promise<void>;
  /** What this service and others published to a topic, or of one type, oldest first. */
  published(topicOrType: string): Promise<{ id: string; type: string; data: Record<string, unknown> }[]>;
  /** The management API for somebody of this workspace with these roles. */
  as(workspaceId: string, ...roles: string[]): Promise<Client>;
  stop(): Promise<void>;
}

/** Whatever was started is stopped again, also when a later step of starting fails. */
export async function startTestService(options: TestServiceOptions): Promise<TestService> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    return await start(options, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  { service, database: schema, sessionOf, environment }: TestServiceOptions,
  stops: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<TestService> {
  const postgres = await startTestDatabase();
  stops.push(() => postgres.close());
  await migrateBus(postgres.url);
  const address = { url: postgres.url, poolSize: 4, applicationName: 'test' };
  const database = await serviceDataSource(schema, address).initialize();
  stops.push(() => database.destroy());
  await migrate(database, schema.schema);
  const leases = await startLeaseServer(sessionOf);
  stops.push(() => leases.stop());
  const tokens = await makeTokenIssuer();
  const settings = readSettings(service.name, service.settings, {
    ...tokens.settings,
    DATABASE_URL: postgres.url,
    AUTH_URL: leases.url,
    INTERNAL_TOKEN: 'internal',
    LOG_LEVEL: 'error',
    // All requests of a test come from one address.
    RATE_LIMIT_STRANGERS_PER_MINUTE: '100000',
    ...environment,
  });
  const apps: INestApplication[] = [];
  stops.push(async () => {
    for (const app of apps.splice(0)) await app.close();
  });
  const startAgain = async () => {
    const app = await createService(service, settings as KitSettings);
    apps.push(app);
    await app.startAllMicroservices();
    await app.init();
  };
  await startAgain();
  const running = () => {
    const app = apps.at(-1);
    if (app === undefined) throw new Error('The service is not running. Start it again first.');
    return app;
  };
  return {
    database,
    leases,
    tokens,
    get app() {
      return running();
    },
    startAgain,
    stopService: async () => {
      await apps.pop()?.close();
    },
    publish: (...events) => {
      const outbox = running().get(Outbox);
      return running()
        .get(DataSource)
        .transaction((manager) => outbox.publish(manager, events));
    },
    published: (topicOrType) => readPublished(database, topicOrType),
    as: async (workspaceId, ...roles) => askAs(running().getHttpServer(), await tokens.bearer(workspaceId, ...roles)),
    stop,
  };
}

async function readPublished(database: DataSource, topicOrType: string) {
  const rows = await database.query<{ headers: Record<string, string>; value: string }[]>(
    `select headers, value from bus.log where $1 in (topic, headers ->> 'ce_type') order by id`,
    [topicOrType],
  );
  return rows.map(({ headers, value }) => ({
    id: headers['ce_id'] ?? '',
    type: headers['ce_type'] ?? '',
    data: JSON.parse(value) as Record<string, unknown>,
  }));
}
