import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { ownKafkaIsWanted, type RunningKafka, startKafka } from '@ce/kafka';
import { freePort } from '@ce/postgres';
import { builtFile } from '@ce/standalone';
import { eventually, startTestDatabase, type TestDatabase } from '@ce/testing';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServiceUnderTest } from './service-process.js';

const execute = promisify(execFile);
/** Nothing that these tests reach needs any of it. */
const others = {
  AUTH_URL: 'http://127.0.0.1:9',
  INTERNAL_TOKEN: 'internal',
  JWT_ISSUER: 'test',
  JWT_JWKS: 'https://issuer.test.example/jwks',
};

let database: TestDatabase;
const services: ServiceUnderTest[] = [];
const start = async (environment: Record<string, string>) => {
  const service = await ServiceUnderTest.start('activity-logging', {
    ...others,
    DATABASE_URL: database.url,
    ...environment,
  });
  services.push(service);
  return service;
};
/** As a hung machine: takes the connection and says nothing. */
const listenInSilence = async (): Promise<{ server: Server; port: number }> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
};

beforeAll(async () => {
  database = await startTestDatabase();
  const env = { ...process.env, DATABASE_URL: database.url, BUS: 'kafka' };
  await execute(process.execPath, [builtFile('apps/activity-logging', 'migrate.js')], { env });
});
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.end('SIGKILL')));
});
afterAll(() => database.close());

const kafkaAt = (port: number, more: Record<string, string> = {}) => ({
  ...{ BUS: 'kafka', KAFKA_BROKERS: `127.0.0.1:${port}` },
  ...more,
});
const untilItWaits = (service: ServiceUnderTest, port: number) =>
  eventually(async () => {
    expect(await service.health('live')).toMatchObject({ status: 200 });
    const { status, checks } = await service.health('ready');
    expect({ status, bus: checks['bus'] }).toEqual({
      status: 503,
      bus: expect.stringContaining(`Kafka at 127.0.0.1:${port} does not answer`) as string,
    });
  });
const times = (said: readonly string[], message: string) => said.filter((one) => one === message).length;

describe.runIf(await ownKafkaIsWanted())('a service that starts before Kafka', () => {
  let broker: RunningKafka | undefined;
  afterEach(async () => {
    await broker?.stop();
    broker = undefined;
  });

  it('is alive and says what it waits for, once in its log, and becomes ready when the broker comes', async () => {
    const port = await freePort();
    const service = await start(kafkaAt(port));
    await untilItWaits(service, port);
    broker = await startKafka({ port });
    await eventually(async () => {
      expect(await service.health('ready')).toMatchObject({ status: 200, checks: { bus: 'ok', database: 'ok' } });
    }, 60_000);
    await eventually(() => expect(service.said).toContain('started'));
    expect(times(service.said, 'Kafka does not answer; waiting for it')).toBe(1);
    expect(times(service.said, 'Kafka answers')).toBe(1);
    // The client of Kafka had nothing to say about each attempt.
    expect(service.said.filter((one) => one.startsWith('kafka: Connection'))).toEqual([]);
    expect(await service.end('SIGTERM')).toBe(0);
  });

  it('ends in words when the broker that comes lacks topics that it may not create', async () => {
    const port = await freePort();
    const service = await start(kafkaAt(port, { KAFKA_CREATE_TOPICS: 'false' }));
    await untilItWaits(service, port);
    broker = await startKafka({ port });
    expect(await service.end()).toBe(1);
    expect(service.words).toMatch(/^activity-logging does not start: .*topic\(s\) need attention/);
    expect(service.words).toContain('ce.email.v1 does not exist. Create it with');
  });
});

it('ends at once on SIGTERM while it waits for Kafka, whatever the broker does meanwhile', async () => {
  const { server, port } = await listenInSilence();
  // An attempt that nobody answers takes longer than the grace period, whose end would be exit code 1.
  const service = await start(kafkaAt(port, { GRACE_PERIOD_SECONDS: '5' }));
  await eventually(() => expect(service.said).toContain('listening'));
  expect(await service.end('SIGTERM')).toBe(0);
  expect(service.said).not.toContain('started');
  server.close();
});

it('ends at once on SIGTERM while it waits for PostgreSQL', async () => {
  const { server, port } = await listenInSilence();
  const connected = once(server, 'connection');
  const service = await start({ DATABASE_URL: `postgresql://a:b@127.0.0.1:${port}/c` });
  await connected;
  expect(await service.end('SIGTERM')).toBe(0);
  server.close();
});

it('says at once that PostgreSQL does not let it in, asks no second time, and ends', async () => {
  let logins = 0;
  const server = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .once('data', () => {
        logins += 1;
        const fields = Buffer.from('SFATAL\0C28P01\0Mpassword authentication failed\0\0');
        const length = Buffer.alloc(4);
        length.writeInt32BE(fields.length + 4);
        socket.end(Buffer.concat([Buffer.from('E'), length, fields]));
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const service = await start({ DATABASE_URL: `postgresql://a:secret@127.0.0.1:${port}/c` });
  expect(await service.end()).toBe(1);
  expect(service.words).toContain(
    `activity-logging does not start: PostgreSQL at 127.0.0.1:${port} does not let this service in. Check DATABASE_URL.`,
  );
  expect(service.output).not.toContain('secret');
  expect(logins).toBe(1);
  server.close();
});
