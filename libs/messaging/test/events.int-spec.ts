import { connectionChanged, emailReceived, emailSent, type CloudEvent } from '@ce/contracts';
import {
  AuditModule,
  auditMigrations,
  DatabaseModule,
  databaseSettings,
  type DatabaseSettings,
  migrate,
  serviceDataSource,
} from '@ce/database';
import { createService, type KitSettings, kitSettings, readSettings } from '@ce/service-kit';
import { eventually, startTestDatabase, type TestDatabase } from '@ce/testing';
import { Controller, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  BusStrategy,
  busSettings,
  type BusSettings,
  Consumes,
  DeadLetters,
  DeadLettersController,
  done,
  EventOwners,
  EventsController,
  MessagingModule,
  migrateBus,
  never,
  type Outcome,
  type ReceivedEvent,
  runtimeMigrations,
} from '../src/index.js';
import { appendToLog } from '../src/postgres/append-to-log.js';
import { encodeEvent } from '../src/publish/encode-event.js';
import { anEmail } from '../src/testing/email-events.js';

const database = { schema: 'mail_room', entities: [], migrations: [...runtimeMigrations, ...auditMigrations] };
const taken: CloudEvent[] = [];
const handed: boolean[] = [];
let refuses = true;

@Controller()
class EmailsHandler {
  @Consumes('ce.email.v1', [emailSent], { ignores: [emailReceived] })
  async onSent(
    events: readonly ReceivedEvent<typeof emailSent>[],
    { signal }: { signal: AbortSignal },
  ): Promise<Outcome[]> {
    handed.push(signal.aborted);
    taken.push(...events.map(({ event }) => event));
    return events.map(({ event }) =>
      refuses && event.data.subject === 'refuse me' ? never('It asked for it.') : done(),
    );
  }
}

@Module({
  imports: [
    DatabaseModule.forService(database),
    MessagingModule.forService({ group: 'mail-room' }),
    AuditModule.forService({ path: 'audit' }),
  ],
  controllers: [EventsController, DeadLettersController, EmailsHandler],
  providers: [
    { provide: EventOwners, useValue: { idsOf: async (workspace: string) => (workspace === 'w1' ? ['c1'] : ['c2']) } },
  ],
})
class MailRoomModule {}

describe('a service on the bus', () => {
  let server: TestDatabase;
  let app: NestExpressApplication;
  let token: string;
  let tokenOf: (workspace: string, role: string) => Promise<string>;
  let settings: KitSettings & DatabaseSettings & BusSettings;

  beforeAll(async () => {
    server = await startTestDatabase();
    await migrateBus(server.url);
    const dataSource = serviceDataSource(database, { url: server.url, poolSize: 2, applicationName: 'migrate' });
    await dataSource.initialize();
    await migrate(dataSource, database.schema);
    await dataSource.destroy();
    const keys = await generateKeyPair('ES256');
    settings = readSettings(
      'mail-room',
      { ...kitSettings, ...databaseSettings, ...busSettings },
      {
        PORT: '0',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'error',
        JWT_ISSUER: 'test',
        JWT_JWKS: JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), alg: 'ES256' }] }),
        INTERNAL_TOKEN: 'internal',
        DATABASE_URL: server.url,
        BUS_OUTBOX_LIMIT: '5',
      },
    );
    tokenOf = (workspace, role) =>
      new SignJWT({ workspace, roles: [role] })
        .setProtectedHeader({ alg: 'ES256' })
        .setSubject('tests')
        .setIssuer('test')
        .setAudience('conversational-email')
        .setExpirationTime('1h')
        .sign(keys.privateKey);
    token = await tokenOf('w1', 'publisher');
    const definition = { name: 'mail-room', summary: 'Tests.', module: MailRoomModule, strategies: [BusStrategy] };
    app = await createService(definition, settings);
    await app.startAllMicroservices();
    await app.listen(0, '127.0.0.1');
  });

  afterAll(async () => {
    await app.close();
    await server.close();
  });

  beforeEach(() => {
    taken.length = 0;
  });

  const post = (contentType: string) =>
    request(app.getHttpServer()).post('/events').set('authorization', `Bearer ${token}`).type(contentType);
  const subjects = () => taken.map((event) => (event.data as { subject: string }).subject);

  it('refuses events of another workspace’s connection, and takes the others of the batch', async () => {
    const own = anEmail('c1', 1, 'own');
    const foreign = anEmail('c2', 2, 'foreign');
    const answer = await post('application/cloudevents-batch+json')
      .send(JSON.stringify([own, foreign]))
      .expect(207);
    expect(answer.body).toMatchObject({ ids: [own.id], refused: [{ index: 1, id: foreign.id }] });
    await eventually(() => expect(subjects()).toEqual(['own']));
    await post('application/cloudevents+json').send(JSON.stringify(foreign)).expect(400);
  });

  it('takes one event in structured mode, whole, to its handler', async () => {
    const email = anEmail('c1', 1, 'structured');
    const { partitionkey: _key, correlationid: _correlation, ...sparse } = email;
    await post('application/cloudevents+json')
      .send(JSON.stringify(sparse))
      .expect(202, { accepted: 1, ids: [email.id] });
    await eventually(() => expect(taken).toEqual([email]));
    expect(handed.at(-1)).toBe(false);
  });

  it('takes an event in binary mode', async () => {
    const { data, ...attributes } = anEmail('c1', 1, 'binary');
    const headers = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]),
    );
    await post('application/json')
      .set(headers)
      .send(JSON.stringify(data))
      .expect(202, { accepted: 1, ids: [attributes.id] });
    await eventually(() => expect(taken).toEqual([{ ...attributes, data }]));
  });

  it('takes a batch in its order', async () => {
    const emails = ['one', 'two', 'three'].map((subject) => anEmail('c1', 2, subject));
    await post('application/cloudevents-batch+json')
      .send(JSON.stringify(emails))
      .expect(202, { accepted: 3, ids: emails.map((email) => email.id) });
    await eventually(() => expect(subjects()).toEqual(['one', 'two', 'three']));
  });

  it('takes the sound events of a batch and lists the others', async () => {
    const sound = anEmail('c1', 3, 'sound');
    const bad = { ...anEmail('c1', 3, 'bad'), data: { connectionId: 'c1' } };
    const answer = await post('application/cloudevents-batch+json')
      .send(JSON.stringify([bad, sound, 'text']))
      .expect(207);
    expect(answer.body).toMatchObject({
      accepted: 1,
      ids: [sound.id],
      refused: [
        {
          index: 0,
          id: bad.id,
          problem: expect.stringContaining('record') as string,
          fix: expect.any(String) as string,
        },
        { index: 2, id: null, problem: 'It is not a JSON object.' },
      ],
    });
    await eventually(() => expect(subjects()).toEqual(['sound']));
  });

  it('answers 400 with the reasons when nothing can be taken', async () => {
    const answer = await post('application/cloudevents+json')
      .send(JSON.stringify({ type: 'x', id: '7' }))
      .expect(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status: 400,
      refused: [{ index: 0, id: '7', problem: 'Its type is not taken here.' }],
    });
  });

  it('refuses what is no CloudEvent, too large, too many, or without the role', async () => {
    await post('application/json').send({ a: 1 }).expect(415);
    await post('application/cloudevents+json').send('{"broken').expect(400);
    await post('application/cloudevents-batch+json')
      .send(JSON.stringify(Array(1001).fill({})))
      .expect(413);
    await post('application/cloudevents+json')
      .send(JSON.stringify({ data: 'x'.repeat(6_000_000) }))
      .expect(413);
    await request(app.getHttpServer()).post('/events').type('application/cloudevents+json').send('{}').expect(401);
  });

  it('keeps what the handler refused, and tells its health, readiness and lag', async () => {
    await post('application/cloudevents+json')
      .send(JSON.stringify(anEmail('c1', 4, 'refuse me')))
      .expect(202);
    await eventually(async () => {
      const letters = await app.get(DeadLetters, { strict: false }).list();
      expect(letters).toMatchObject([{ reason: 'It asked for it.', topic: 'ce.email.v1' }]);
    });
    await request(app.getHttpServer()).get('/health/live').expect(200);
    await request(app.getHttpServer()).get('/health/ready').expect(200);
    const { text } = await request(app.getHttpServer()).get('/metrics').expect(200);
    expect(text).toMatch(/bus_lag\{.*group="mail-room".*\} 0/);
    expect(text).toMatch(/bus_events_total\{.*fate="dead-letter".*\} 1/);
  });

  it('describes the events that it takes in its OpenAPI document', async () => {
    const { text } = await request(app.getHttpServer()).get('/openapi.json').expect(200);
    const { paths } = JSON.parse(text) as { paths: Record<string, { post: { requestBody: unknown } }> };
    const body = JSON.stringify(paths['/events']?.post.requestBody);
    for (const word of ['specversion', emailSent.type, emailReceived.type, 'connectionId', 'subject']) {
      expect(body).toContain(word);
    }
  });

  it('shows CE’s operators the events that it could not take, and hands them over again', async () => {
    const dataSource = app.get(DataSource, { strict: false });
    const email = anEmail('c1', 5, 'broken');
    const { key, headers } = encodeEvent(email);
    const content = { key, headers, value: 'secret, not json' };
    await appendToLog((sql, parameters) => dataSource.query(sql, parameters), [{ topic: 'ce.email.v1', content }]);
    const operator = await tokenOf('*', 'operator');
    const ask = async (method: 'get' | 'post', path: string, bearer = operator) =>
      request(app.getHttpServer())[method](path).set('authorization', `Bearer ${bearer}`);
    interface Letter {
      id: string;
      reason: string;
    }
    const list = async () => (await ask('get', '/dead-letters')).body as { deadLetters: Letter[] };
    await eventually(async () => expect((await list()).deadLetters).toHaveLength(2));
    const { deadLetters } = await list();
    expect(deadLetters).toMatchObject([
      { reason: 'It asked for it.' },
      {
        topic: 'ce.email.v1',
        reason: 'The body is not JSON.',
        fix: expect.stringContaining('publish it again') as string,
        event: { id: email.id, type: email.type, correlationId: email.correlationid, time: email.time },
      },
    ]);
    expect(JSON.stringify(deadLetters)).not.toContain('secret');
    expect(((await ask('get', '/dead-letters?limit=1')).body as { deadLetters: Letter[] }).deadLetters).toHaveLength(1);
    const path = `/dead-letters/${encodeURIComponent(deadLetters[1]?.id ?? '')}`;
    expect((await ask('get', path)).body).toMatchObject({ content: { body: 'secret, not json' } });
    expect((await ask('get', '/dead-letters/none')).status).toBe(404);

    const ofOneWorkspace = await tokenOf('w1', 'admin');
    for (const one of ['/dead-letters', path]) {
      const refused = await ask('get', one, ofOneWorkspace);
      expect(refused.status).toBe(403);
      expect(refused.body).toMatchObject({ fix: expect.stringContaining('"*"') as string });
    }
    expect((await ask('get', '/dead-letters', await tokenOf('*', 'viewer'))).status).toBe(403);
    const ids = deadLetters.map(({ id }) => id);
    const replay = (bearer: string) =>
      request(app.getHttpServer())
        .post('/dead-letters/replays')
        .set('authorization', `Bearer ${bearer}`)
        .send({ ids: [...ids, 'none'] });
    await replay(ofOneWorkspace).expect(403);
    refuses = false;
    await replay(operator).expect(200, { replayed: ids, notFound: ['none'] });
    const { entries } = (await ask('get', '/audit', await tokenOf('*', 'admin'))).body as {
      entries: { action: string; detail: string }[];
    };
    expect(entries.map(({ action }) => action)).toEqual(['dead-letters-replayed', 'dead-letter-read']);
    expect(entries[0]?.detail).toContain(ids[0]);
    await eventually(async () => {
      expect(subjects()).toEqual(['refuse me']);
      expect((await list()).deadLetters).toMatchObject([{ id: expect.stringContaining('.replay/') as string }]);
    });
  });

  it('does not start with wrong wiring or settings, and says all of it', async () => {
    @Controller()
    class WrongHandler {
      @Consumes('ce.campaign.v1', [emailSent])
      async onSent(events: ReceivedEvent<typeof emailSent>[]): Promise<Outcome[]> {
        return events.map(() => done());
      }

      @Consumes('salesforce.connection.v1', [connectionChanged])
      async one(events: ReceivedEvent<typeof connectionChanged>[]): Promise<Outcome[]> {
        return events.map(() => done());
      }

      @Consumes('salesforce.connection.v1', [connectionChanged])
      async other(events: ReceivedEvent<typeof connectionChanged>[]): Promise<Outcome[]> {
        return events.map(() => done());
      }
    }
    @Module({
      imports: [
        DatabaseModule.forService(database),
        MessagingModule.forService({ group: 'mail-room' }),
        AuditModule.forService({ path: 'audit' }),
      ],
      controllers: [WrongHandler],
    })
    class WrongModule {}
    const definition = { name: 'mail-room', summary: 'Tests.', module: WrongModule, strategies: [BusStrategy] };
    const wrong = await createService(definition, settings);
    await expect(wrong.startAllMicroservices()).rejects.toThrow(
      /WrongHandler\.onSent consumes ce\.campaign\.v1[\s\S]*two handlers, WrongHandler\.one and WrongHandler\.other[\s\S]*ce\.campaign\.changed\.v1 .* has no handler/,
    );
    await wrong.close();
    await expect(createService(definition, { ...settings, BUS: 'kafka' } as KitSettings)).rejects.toThrow(
      /KAFKA_BROKERS: is not set/,
    );
  });

  it('takes no more while the outbox is full, shows that as metrics, and goes on by itself', async () => {
    const dataSource = app.get(DataSource, { strict: false });
    const publish = () =>
      request(app.getHttpServer())
        .post('/events')
        .set('authorization', `Bearer ${token}`)
        .set('content-type', 'application/cloudevents+json')
        .send(JSON.stringify(anEmail('c1', 1, 'patience')));
    const metrics = async () => (await request(app.getHttpServer()).get('/metrics')).text;
    await dataSource.query(
      `insert into mail_room.bus_outbox (topic, headers, value, refused, written_at)
       select 'ce.email.v1', '{}', '{}', case when n > 5 then 'too large' end, now() - interval '90 seconds'
       from generate_series(1, 7) as n`,
    );
    await eventually(async () => expect((await publish()).status).toBe(503));
    expect((await publish()).body).toMatchObject({ title: 'Not now', fix: expect.stringContaining('again') as string });
    expect(await metrics()).toMatch(/^bus_outbox_rows\{.*\} 5$/m);
    expect(await metrics()).toMatch(/^bus_outbox_refused_rows\{.*\} 2$/m);
    expect(await metrics()).toMatch(/^bus_outbox_oldest_seconds\{.*\} (9\d|1\d\d)/m);
    // Those that were refused for good count for nothing here.
    await dataSource.query('delete from mail_room.bus_outbox where refused is null');
    await eventually(async () => expect((await publish()).status).toBe(202));
    await dataSource.query('delete from mail_room.bus_outbox');
  });
});
