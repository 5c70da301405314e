import { type CloudEvent, emailReceived, emailSent } from '@ce/contracts';
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
  never,
  type Outcome,
  type ReceivedEvent,
  runtimeMigrations,
} from '@ce/messaging';
import { createService, EVERY_WORKSPACE, kitSettings, readSettings } from '@ce/service-kit';
import { startTestDatabase } from '@ce/testing';
import { Controller, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const GROUP = 'mail-room';
const database = { schema: 'mail_room', entities: [], migrations: [...runtimeMigrations] };

/** What reached the handler, and what it refuses. */
export class Mail {
  readonly taken: { event: CloudEvent; partition: number }[] = [];
  readonly refusedSubjects = new Set<string>();

  get subjects(): string[] {
    return this.taken.map(({ event }) => (event.data as { subject: string }).subject);
  }
}

/** A service that takes emails from the bus and over HTTP; it can be stopped and started again. */
export async function prepareMailRoom(environment: Record<string, string>) {
  const server = await startTestDatabase();
  await migrateBus(server.url);
  const dataSource = serviceDataSource(database, { url: server.url, poolSize: 2, applicationName: 'migrate' });
  await dataSource.initialize();
  await migrate(dataSource, database.schema);
  await dataSource.destroy();
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const settings = readSettings(
    GROUP,
    { ...kitSettings, ...databaseSettings, ...busSettings },
    {
      PORT: '0',
      LOG_LEVEL: 'error',
      JWT_ISSUER: 'test',
      JWT_JWKS: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] }),
      INTERNAL_TOKEN: 'internal',
      DATABASE_URL: server.url,
      ...environment,
    },
  );
  const mail = new Mail();
  return {
    server,
    mail,
    start: async (): Promise<NestExpressApplication> => {
      const module = mailRoomModule(mail);
      const definition = { name: GROUP, summary: 'Tests.', module, strategies: [BusStrategy] };
      const app = await createService(definition, settings);
      await app.startAllMicroservices();
      await app.listen(0, '127.0.0.1');
      return app;
    },
    token: () =>
      new SignJWT({ workspace: EVERY_WORKSPACE, roles: ['publisher'] })
        .setProtectedHeader({ alg: 'ES256' })
        .setSubject('tests')
        .setIssuer('test')
        .setAudience('conversational-email')
        .setExpirationTime('1h')
        .sign(privateKey),
  };
}

function mailRoomModule(mail: Mail) {
  @Controller()
  class EmailsHandler {
    @Consumes('ce.email.v1', [emailSent], { ignores: [emailReceived] })
    async onSent(events: readonly ReceivedEvent<typeof emailSent>[]): Promise<Outcome[]> {
      return events.map(({ event, partition }) => {
        if (mail.refusedSubjects.has(event.data.subject)) return never('The mapping is not there yet.');
        mail.taken.push({ event, partition });
        return done();
      });
    }
  }

  @Module({
    imports: [DatabaseModule.forService(database), MessagingModule.forService({ group: GROUP })],
    controllers: [EventsController, EmailsHandler],
    providers: [{ provide: EventOwners, useValue: { idsOf: async () => [] } }],
  })
  class MailRoomModule {}
  return MailRoomModule;
}
