import { DatabaseModule, databaseSettings, migrate, serviceDataSource } from '@ce/database';
import {
  BusStrategy,
  busSettings,
  EventOwners,
  EventsController,
  MessagingModule,
  migrateBus,
  runtimeMigrations,
} from '@ce/messaging';
import { createService, EVERY_WORKSPACE, kitSettings, readSettings } from '@ce/service-kit';
import { startTestDatabase } from '@ce/testing';
import { Module, type Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { makeTokenIssuer } from './make-token-issuer.js';

export interface BusService {
  readonly databaseUrl: string;
  /** It listens; it may be closed, and another one started. */
  start(): Promise<NestExpressApplication>;
  /** For somebody who publishes to every workspace, as it stands behind `Bearer`. */
  publisherToken(): Promise<string>;
  /** Takes the database away; whoever started the service closes it first. */
  stop(): Promise<void>;
}

/** A service that does nothing but take events with this handler, from the bus and over HTTP, on a database of its own. */
export async function prepareBusService(
  group: string,
  handler: Type,
  environment: Record<string, string>,
): Promise<BusService> {
  const database = { schema: group.replaceAll('-', '_'), entities: [], migrations: [...runtimeMigrations] };
  const server = await startTestDatabase();
  await migrateBus(server.url);
  const dataSource = serviceDataSource(database, { url: server.url, poolSize: 2, applicationName: 'migrate' });
  await dataSource.initialize();
  await migrate(dataSource, database.schema);
  await dataSource.destroy();
  const tokens = await makeTokenIssuer();
  const settings = readSettings(
    group,
    { ...kitSettings, ...databaseSettings, ...busSettings },
    {
      ...tokens.settings,
      PORT: '0',
      LOG_LEVEL: 'error',
      INTERNAL_TOKEN: 'internal',
      DATABASE_URL: server.url,
      ...environment,
    },
  );

  @Module({
    imports: [DatabaseModule.forService(database), MessagingModule.forService({ group })],
    controllers: [EventsController, handler],
    providers: [{ provide: EventOwners, useValue: { idsOf: async () => [] } }],
  })
  class BusServiceModule {}

  return {
    databaseUrl: server.url,
    start: async () => {
      const definition = { name: group, summary: 'Tests.', module: BusServiceModule, strategies: [BusStrategy] };
      const app = await createService(definition, settings);
      await app.startAllMicroservices();
      await app.listen(0, '127.0.0.1');
      return app;
    },
    publisherToken: async () => (await tokens.bearer(EVERY_WORKSPACE, 'publisher')).replace('Bearer ', ''),
    stop: () => server.close(),
  };
}
