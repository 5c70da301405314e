import { migrate, serviceDataSource } from '@ce/database';
import { kafkaIsWanted, startTestBroker, type TestBroker } from '@ce/kafka';
import { startTestDatabase, type TestDatabase } from '@ce/testing';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe } from 'vitest';
import { z } from 'zod';
import { buildBus } from '../src/build-bus.js';
import { silentJournal } from '../src/consume/bus-journal.js';
import { busSettings, runtimeMigrations } from '../src/index.js';
import { kafkaClient } from '../src/kafka/kafka-client.js';
import { toKafka } from '../src/kafka/kafka-message.js';
import { OrderedProducer } from '../src/kafka/kafka-producer.js';
import { busConformance } from '../src/testing/conformance.js';

const policy = { attempts: 3, firstWaitMs: 10, longestWaitMs: 50 };
const database = { schema: 'conformance', entities: [], migrations: [...runtimeMigrations] };

describe.runIf(await kafkaIsWanted())('Kafka transport', () => {
  let broker: TestBroker;
  let server: TestDatabase;
  let dataSource: DataSource;
  let producer: OrderedProducer;
  let given: Record<string, string>;

  beforeAll(async () => {
    [broker, server] = await Promise.all([startTestBroker(), startTestDatabase()]);
    given = { BUS: 'kafka', BUS_BATCH_SIZE: '100', KAFKA_BROKERS: broker.brokers };
    dataSource = serviceDataSource(database, { url: server.url, poolSize: 20, applicationName: 'conformance' });
    await dataSource.initialize();
    await migrate(dataSource, database.schema);
    producer = new OrderedProducer(kafkaClient('foreign-publisher', settings(), silentJournal));
  });

  afterAll(async () => {
    await producer.close();
    await dataSource.destroy();
    await server.close();
    await broker.stop();
  });

  const settings = () => z.object(busSettings).parse(given);

  busConformance(() => ({
    name: 'kafka',
    // The session timeout, and a rebalance.
    takeoverMs: 20_000,
    dataSource,
    build: (group) => buildBus({ group, settings: settings(), dataSource, journal: silentJournal, policy }),
    publishRaw: (topic, content) => producer.send([{ topic, messages: [toKafka(content)] }]),
    processSettings: { url: server.url, schema: database.schema, settings: given },
  }));
});
