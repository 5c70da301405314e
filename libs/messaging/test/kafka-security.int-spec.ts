import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, serviceDataSource } from '@ce/database';
import { type Certificates, ownKafkaIsWanted, makeCertificates, type RunningKafka, startKafka } from '@ce/kafka';
import { eventually, startTestDatabase, type TestDatabase } from '@ce/testing';
import request from 'supertest';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildBus } from '../src/build-bus.js';
import { silentJournal } from '../src/consume/bus-journal.js';
import { busSettings, runtimeMigrations } from '../src/index.js';
import { kafkaClient } from '../src/kafka/kafka-client.js';
import { withAdmin } from '../src/kafka/with-admin.js';
import type { ConformanceBus, Member } from '../src/testing/conformance-bus.js';
import { anEmail } from '../src/testing/email-events.js';
import { joinGroup } from '../src/testing/join-group.js';
import { startMailRoom } from '../src/testing/mail-room.js';
import { Notebook } from '../src/testing/notebook.js';
import { startTokenEndpoint, type TokenEndpoint } from '../src/testing/token-endpoint.js';

const database = { schema: 'mail_room', entities: [], migrations: [...runtimeMigrations] };
const user = { name: 'alice', password: 'correct horse' };

describe.runIf(await ownKafkaIsWanted())('a secured Kafka', () => {
  let folder: string;
  let files: Certificates;
  let broker: RunningKafka;
  let tokens: TokenEndpoint;
  let server: TestDatabase;
  let dataSource: DataSource;
  const members: Member[] = [];

  const ports = () => broker.secured ?? { tls: '', sasl: '' };
  const tls = () => ({ BUS: 'kafka', KAFKA_TLS: 'true', KAFKA_TLS_CA_FILE: files.ca });
  const certificate = () => ({ KAFKA_TLS_CERT_FILE: files.clientCert, KAFKA_TLS_KEY_FILE: files.clientKey });
  const login = (mechanism: string, name = user.name, password = user.password) => ({
    ...tls(),
    KAFKA_BROKERS: ports().sasl,
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: name,
    KAFKA_SASL_PASSWORD: password,
  });
  const oauth = (secret = 'hunter2') => ({
    ...login('oauthbearer', 'mail-room', secret),
    KAFKA_SASL_TOKEN_URL: tokens.tokenUrl,
  });
  const settingsOf = (given: Record<string, string>) => z.object(busSettings).parse(given);
  const joinWith = async (given: Record<string, string>, notebook: Notebook) => {
    const build = (group: string) =>
      buildBus({ group, settings: settingsOf(given), dataSource, journal: silentJournal });
    const member = await joinGroup({ build } as unknown as ConformanceBus, `g-${randomUUID()}`, notebook.take);
    members.push(member);
    return member;
  };
  /** One look at the brokers, without the patience of a service that waits for a rollout. */
  const lookAt = (given: Record<string, string>) =>
    withAdmin(kafkaClient('tests', settingsOf(given), silentJournal, 0), (admin) => admin.listTopics());

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ce-secure-'));
    [files, tokens, server] = await Promise.all([makeCertificates(folder), startTokenEndpoint(), startTestDatabase()]);
    broker = await startKafka({ secure: { certificates: files, user, tokens } });
    dataSource = serviceDataSource(database, { url: server.url, poolSize: 5, applicationName: 'tests' });
    await dataSource.initialize();
    await migrate(dataSource, database.schema);
  });
  afterEach(async () => {
    tokens.answers = 'well';
    await Promise.all(members.splice(0).map((member) => member.drain()));
  });
  afterAll(async () => {
    await broker.stop();
    await tokens.close();
    await dataSource.destroy();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each<[string, () => Record<string, string>]>([
    ['a client certificate', () => ({ ...tls(), ...certificate(), KAFKA_BROKERS: ports().tls })],
    ['PLAIN over TLS', () => login('plain')],
    ['SCRAM-SHA-256', () => login('scram-sha-256')],
    ['SCRAM-SHA-512', () => login('scram-sha-512')],
    ['OAUTHBEARER', () => oauth()],
  ])('publishes, reads and measures its lag with %s', async (_, given) => {
    const [connection, notebook] = [randomUUID(), new Notebook()];
    const { bus } = await joinWith(given(), notebook);
    await dataSource.transaction((manager) => bus.outbox.publish(manager, [anEmail(connection, 1, 'sealed')]));
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['sealed']));
    await eventually(async () => expect((await bus.status.lag()).reduce((sum, { lag }) => sum + lag, 0)).toBe(0));
  });

  it.each<[string, () => Record<string, string>, RegExp]>([
    ['a wrong password', () => login('scram-sha-512', user.name, 'wrong'), /refused the login.*KAFKA_SASL_PASSWORD/],
    ['a wrong password in plain', () => login('plain', user.name, 'wrong'), /refused the login.*KAFKA_SASL_PASSWORD/],
    ['a client secret that is refused', () => oauth('wrong'), /No Kafka token from .* answered 401/],
  ])('does not start with %s, and says what to look at', async (_, given, words) => {
    const error: unknown = await joinWith(given(), new Notebook()).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(words);
    expect(String(error)).not.toContain('wrong');
  });

  it.each<[string, () => Record<string, string>, RegExp]>([
    [
      'an authority that it does not know',
      () => {
        const { KAFKA_TLS_CA_FILE: _, ...others } = login('plain');
        return others;
      },
      /certificate is not trusted .*KAFKA_TLS_CA_FILE/,
    ],
    [
      'no client certificate',
      () => ({ ...tls(), KAFKA_BROKERS: ports().tls }),
      /KAFKA_TLS_CERT_FILE|No broker answers/,
    ],
    ['plain text on a TLS port', () => ({ BUS: 'kafka', KAFKA_BROKERS: ports().sasl }), /No broker answers.*KAFKA_TLS/],
  ])('explains %s', async (_, given, words) => {
    await expect(lookAt(given())).rejects.toThrow(words);
  });

  it('takes no token of another issuer', async () => {
    tokens.answers = 'foreign';
    await expect(lookAt(oauth())).rejects.toThrow(/refused the login|No broker answers.*and the login/);
  });

  it('waits for a token endpoint that is away, and comes back by itself', async () => {
    tokens.answers = 'away';
    const joining = joinWith(oauth(), new Notebook());
    const before = tokens.issued;
    // The first refusals are behind it when the endpoint is there again.
    await new Promise((resolve) => setTimeout(resolve, 500));
    tokens.answers = 'well';
    const { bus } = await joining;
    expect(tokens.issued).toBeGreaterThan(before);
    expect(bus.status.isHealthy()).toBe(true);
  });

  it('names all files that cannot be used, at once', async () => {
    const rubbish = join(folder, 'rubbish.pem');
    await writeFile(rubbish, 'no certificate');
    const given = { ...tls(), ...certificate(), KAFKA_BROKERS: ports().tls };
    const build = (more: Record<string, string>) => () =>
      buildBus({ group: 'g', settings: settingsOf({ ...given, ...more }), dataSource, journal: silentJournal });
    expect(build({ KAFKA_TLS_CA_FILE: rubbish, KAFKA_TLS_CERT_FILE: '/nowhere' })).toThrow(
      /2 setting\(s\)[\s\S]*KAFKA_TLS_CA_FILE: [\s\S]*KAFKA_TLS_CERT_FILE: /,
    );
    expect(build({ KAFKA_TLS_KEY_FILE: rubbish })).toThrow(/KAFKA_TLS_KEY_FILE: /);
  });

  it('fails liveness once the brokers let it in no more, because only a restart with other settings mends that', async () => {
    const app = await startMailRoom(server.url, login('plain'));
    const live = async () => request(app.getHttpServer()).get('/health/live');
    try {
      expect((await live()).status).toBe(200);
      user.password = 'changed by somebody';
      await broker.restart(0, 'SIGKILL');
      await eventually(async () => expect((await live()).status).toBe(503), 60_000);
      expect((await live()).body).toMatchObject({
        status: 'failing',
        checks: { bus: 'the bus consumer crashed; only a restart mends it' },
      });
    } finally {
      await app.close();
    }
  });
});
