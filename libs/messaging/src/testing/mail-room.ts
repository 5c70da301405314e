import { emailReceived, emailSent } from '@ce/contracts';
import { DatabaseModule, databaseSettings } from '@ce/database';
import { createService, kitSettings, readSettings } from '@ce/service-kit';
import { Controller, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  BusStrategy,
  busSettings,
  Consumes,
  done,
  EventOwners,
  EventsController,
  MessagingModule,
  type Outcome,
  type ReceivedEvent,
  runtimeMigrations,
} from '../index.js';

const GROUP = 'mail-room';
const database = { schema: 'mail_room', entities: [], migrations: [...runtimeMigrations] };

@Controller()
class EmailsHandler {
  @Consumes('ce.email.v1', [emailSent], { ignores: [emailReceived] })
  async onSent(events: readonly ReceivedEvent<typeof emailSent>[]): Promise<Outcome[]> {
    return events.map(() => done());
  }
}

@Module({
  imports: [DatabaseModule.forService(database), MessagingModule.forService({ group: GROUP })],
  controllers: [EventsController, EmailsHandler],
  providers: [{ provide: EventOwners, useValue: { idsOf: async () => [] } }],
})
class MailRoomModule {}

/** A whole service on the bus, with its health, metrics and `POST /events`; its tables must be there. */
export async function startMailRoom(
  databaseUrl: string,
  environment: Record<string, string>,
): Promise<NestExpressApplication> {
  const settings = readSettings(
    GROUP,
    { ...kitSettings, ...databaseSettings, ...busSettings },
    {
      ...{ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', INTERNAL_TOKEN: 'internal', DATABASE_URL: databaseUrl },
      ...{ JWT_ISSUER: 'test', JWT_JWKS: 'https://issuer.test.example/jwks' },
      ...environment,
    },
  );
  const definition = { name: GROUP, summary: 'Tests.', module: MailRoomModule, strategies: [BusStrategy] };
  const app = await createService(definition, settings);
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  return app;
}
