import { type CloudEvent, type EventDefinition, inboundEvents, outboundEvents, type TopicName } from '@ce/contracts';
import { DatabaseModule, databaseSettings, migrate, serviceDataSource } from '@ce/database';
import {
  BusStrategy,
  busSettings,
  Consumes,
  done,
  EventOwners,
  EventsController,
  MessagingModule,
  migrateBus,
  type Outcome,
  type ReceivedEvent,
  runtimeMigrations,
} from '@ce/messaging';
import { createService, EVERY_WORKSPACE, kitSettings, readSettings } from '@ce/service-kit';
import { startTestDatabase } from '@ce/testing';
import { Controller, Module } from '@nestjs/common';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const GROUP = 'contract-desk';
const database = { schema: 'contract_desk', entities: [], migrations: [...runtimeMigrations] };
const definitionsOf = (topic: TopicName): EventDefinition[] =>
  [...inboundEvents, ...outboundEvents].filter((definition) => definition.topic === topic);

/** A service that takes every event of the contract, from the bus and over HTTP, and keeps what reached its handlers. */
export async function startContractDesk(environment: Record<string, string>) {
  const server = await startTestDatabase();
  await migrateBus(server.url);
  const dataSource = serviceDataSource(database, { url: server.url, poolSize: 2, applicationName: 'migrate' });
  await dataSource.initialize();
  await migrate(dataSource, database.schema);
  await dataSource.destroy();
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const given = {
    PORT: '0',
    LOG_LEVEL: 'error',
    JWT_ISSUER: 'test',
    JWT_JWKS: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] }),
    INTERNAL_TOKEN: 'internal',
    DATABASE_URL: server.url,
    ...environment,
  };
  const settings = readSettings(GROUP, { ...kitSettings, ...databaseSettings, ...busSettings }, given);
  const taken: CloudEvent[] = [];
  const module = deskModule(taken);
  const app = await createService({ name: GROUP, summary: 'Tests.', module, strategies: [BusStrategy] }, settings);
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  return {
    app,
    taken,
    token: await new SignJWT({ workspace: EVERY_WORKSPACE, roles: ['publisher'] })
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject('tests')
      .setIssuer('test')
      .setAudience('conversational-email')
      .setExpirationTime('1h')
      .sign(privateKey),
    stop: async () => {
      await app.close();
      await server.close();
    },
  };
}

type Events = readonly ReceivedEvent<EventDefinition>[];

function deskModule(taken: CloudEvent[]) {
  const take = (events: Events): Outcome[] => {
    taken.push(...events.map(({ event }) => event));
    return events.map(() => done());
  };

  @Controller()
  class DeskHandler {
    @Consumes('ce.email.v1', definitionsOf('ce.email.v1'))
    async onEmail(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('ce.conversation.v1', definitionsOf('ce.conversation.v1'))
    async onConversation(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('ce.campaign.v1', definitionsOf('ce.campaign.v1'))
    async onCampaign(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('salesforce.connection.v1', definitionsOf('salesforce.connection.v1'))
    async onConnection(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('salesforce.report-row.v1', definitionsOf('salesforce.report-row.v1'))
    async onReportRow(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('salesforce.dry-run.v1', definitionsOf('salesforce.dry-run.v1'))
    async onDryRun(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('salesforce.contact.v1', definitionsOf('salesforce.contact.v1'))
    async onContact(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('salesforce.delivery.v1', definitionsOf('salesforce.delivery.v1'))
    async onDelivery(events: Events): Promise<Outcome[]> {
      return take(events);
    }
  }

  @Module({
    imports: [DatabaseModule.forService(database), MessagingModule.forService({ group: GROUP })],
    controllers: [EventsController, DeskHandler],
    providers: [{ provide: EventOwners, useValue: { idsOf: async () => [] } }],
  })
  class DeskModule {}
  return DeskModule;
}
