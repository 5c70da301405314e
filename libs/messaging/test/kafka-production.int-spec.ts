import { randomBytes, randomUUID } from 'node:crypto';
import { topics } from '@ce/contracts';
import { migrate, serviceDataSource } from '@ce/database';
import { kafkaIsWanted, type RunningKafka, startKafka } from '@ce/kafka';
import { eventually, startTestDatabase, type TestDatabase } from '@ce/testing';
import type { Admin } from 'kafkajs';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildBus } from '../src/build-bus.js';
import type { HandleBatch } from '../src/consume/build-routes.js';
import { silentJournal } from '../src/consume/bus-journal.js';
import { defaultRetryPolicy } from '../src/consume/deliver-part.js';
import { busSettings, runtimeMigrations } from '../src/index.js';
import { GroupConsumer } from '../src/kafka/group-consumer.js';
import { kafkaClient } from '../src/kafka/kafka-client.js';
import { toKafka } from '../src/kafka/kafka-message.js';
import { OrderedProducer } from '../src/kafka/kafka-producer.js';
import { ConfigResourceTypes } from '../src/kafka/kafkajs.js';
import { OutboxRelay } from '../src/kafka/outbox-relay.js';
import { topicConfig } from '../src/kafka/topic-settings.js';
import { encodeEvent } from '../src/publish/encode-event.js';
import type { ConformanceBus, Member } from '../src/testing/conformance-bus.js';
import { anEmail } from '../src/testing/email-events.js';
import { joinGroup } from '../src/testing/join-group.js';
import { Notebook, noteOf } from '../src/testing/notebook.js';

const database = { schema: 'mail_room', entities: [], migrations: [...runtimeMigrations] };
const leads = Array.from({ length: 40 }, (_, lead) => lead);

describe.runIf(await kafkaIsWanted())('Kafka in production', () => {
  let broker: RunningKafka;
  let server: TestDatabase;
  let dataSource: DataSource;
  let admin: Admin;
  const members: Member[] = [];

  const settingsWith = (more: Record<string, string> = {}) =>
    z.object(busSettings).parse({ BUS: 'kafka', KAFKA_BROKERS: broker.brokers, ...more });
  const build = (group: string, more: Record<string, string> = {}) =>
    buildBus({ group, settings: settingsWith(more), dataSource, journal: silentJournal });
  const join = async (group: string, notebook: Notebook) => {
    const member = await joinGroup({ build } as unknown as ConformanceBus, group, notebook.take);
    members.push(member);
    return member;
  };
  const publish = (connection: string, subject: string, of = leads) =>
    dataSource.transaction((manager) =>
      build('p').outbox.publish(
        manager,
        of.map((lead) => anEmail(connection, lead, subject)),
      ),
    );
  const waiting = async () => {
    const [row] = await dataSource.query<{ count: string }[]>('select count(*) from bus_outbox where refused is null');
    return Number(row?.count);
  };
  const listen = (bus: ReturnType<typeof build>) =>
    new Promise<void>((resolve, reject) => {
      bus.strategy.listen((error) => (error instanceof Error ? reject(error) : resolve()));
    });

  beforeAll(async () => {
    // As many brokers out there are set: whoever asks for a topic makes it. Our services must not.
    [broker, server] = await Promise.all([startKafka({ autoCreateTopics: true }), startTestDatabase()]);
    dataSource = serviceDataSource(database, { url: server.url, poolSize: 10, applicationName: 'tests' });
    await dataSource.initialize();
    await migrate(dataSource, database.schema);
    admin = kafkaClient('tests', settingsWith(), silentJournal).admin();
    await admin.connect();
  });

  afterEach(async () => {
    await Promise.all(members.splice(0).map((member) => member.drain()));
  });

  afterAll(async () => {
    await admin.disconnect();
    await dataSource.destroy();
    await server.close();
    await broker.stop();
  });

  it('does not start without its topics when it may not create them, and names all of them', async () => {
    const bus = build('careful', { KAFKA_CREATE_TOPICS: 'false' });
    const problem = await listen(bus).catch((error: unknown) => String(error));
    await bus.strategy.close();
    for (const topic of [...Object.keys(topics), 'careful.dead-letter', 'careful.replay']) {
      expect(problem).toContain(`${topic} does not exist. Create it with`);
    }
    expect(await admin.listTopics()).toEqual([]);
  });

  it('makes no topic by writing to it or reading it, where the broker would', async () => {
    const kafka = kafkaClient('asker', settingsWith(), silentJournal, 1);
    const producer = new OrderedProducer(kafka);
    await expect(producer.send([{ topic: 'written.to', messages: [{ value: 'x' }] }])).rejects.toThrow(/topic/);
    const consumer = new GroupConsumer({
      ...{ kafka, group: 'asker', topics: ['read.from'], batchSize: 1, concurrency: 1, producer },
      processor: { routes: new Map(), journal: silentJournal, policy: defaultRetryPolicy },
      stopping: new AbortController().signal,
    });
    await expect(consumer.start()).rejects.toThrow(/topic/);
    await Promise.all([consumer.stop(), producer.close()]);
    // Whoever may, and asks last, has its topic; by then a topic of those before would be there too.
    const eager = kafka.producer({ allowAutoTopicCreation: true, retry: { retries: 8 } });
    await eager.connect();
    await eager.send({ topic: 'asked.for', messages: [{ value: 'x' }] });
    await eager.disconnect();
    expect(await admin.listTopics()).toEqual(['asked.for']);
    await admin.deleteTopics({ topics: ['asked.for'] });
  });

  it('starts several services at once on a broker that has no topics yet', async () => {
    const services = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
    await Promise.all(services.map((service) => join(service, new Notebook())));
    const known = await admin.listTopics();
    for (const topic of [...Object.keys(topics), ...services.map((service) => `${service}.replay`)]) {
      expect(known).toContain(topic);
    }
  });

  it('creates its topics as the contract says, and refuses one that is kept otherwise', async () => {
    await (await join('creator', new Notebook())).drain();
    const { topics: described } = await admin.fetchTopicMetadata({ topics: Object.keys(topics) });
    expect(Object.fromEntries(described.map(({ name, partitions }) => [name, partitions.length]))).toEqual(
      Object.fromEntries(Object.entries(topics).map(([name, { partitions }]) => [name, partitions])),
    );
    await admin.createTopics({
      waitForLeaders: true,
      topics: [
        {
          topic: 'strict.dead-letter',
          numPartitions: 1,
          configEntries: [{ name: 'cleanup.policy', value: 'compact' }],
        },
        { topic: 'strict.replay', numPartitions: 1 },
      ],
    });
    const bus = build('strict');
    const problem = await listen(bus).catch((error: unknown) => String(error));
    await bus.strategy.close();
    expect(problem).toContain('strict.dead-letter has cleanup.policy=compact, the contract says delete.');
    expect(problem).toContain('strict.replay has 1 partition(s), the contract says 3.');
  });

  it('has as many batches with its handlers as it is told, each of another partition', async () => {
    const connection = randomUUID();
    const [inHand, most] = [new Set<number>(), [] as number[]];
    const twice: number[] = [];
    let letGo = (): void => undefined;
    let held = new Promise<void>((resolve) => (letGo = resolve));
    const notebook = new Notebook();
    const limited = (group: string) => build(group, { BUS_CONCURRENCY: '3' });
    const handle: HandleBatch = async (events, context) => {
      const [partition] = new Set(events.map((event) => event.partition));
      const own = events.map(noteOf).some((note) => note.connectionId === connection);
      if (partition === undefined || !own) return notebook.take(events, context);
      if (inHand.has(partition)) twice.push(partition);
      inHand.add(partition);
      most.push(inHand.size);
      await held;
      inHand.delete(partition);
      return notebook.take(events, context);
    };
    // All partitions are full before the first fetch, so that only the limit holds batches back.
    const producer = new OrderedProducer(kafkaClient('foreign-publisher', settingsWith(), silentJournal));
    const emails = ['first', 'second'].flatMap((subject) => leads.map((lead) => anEmail(connection, lead, subject)));
    const messages = emails.map((email) => toKafka(encodeEvent(email)));
    await producer.send([{ topic: 'ce.email.v1', messages }]);
    await producer.close();
    members.push(await joinGroup({ build: limited } as unknown as ConformanceBus, `limited-${connection}`, handle));
    try {
      await eventually(() => expect(inHand.size).toBe(3));
    } finally {
      letGo();
      held = Promise.resolve();
    }
    await eventually(() => expect(notebook.of(connection)).toHaveLength(messages.length));
    expect(new Set(notebook.of(connection).map((note) => note.partition)).size).toBeGreaterThan(3);
    expect(Math.max(...most)).toBe(3);
    expect(twice).toEqual([]);
  });

  it('has one relay for all replicas, and another takes over within seconds', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await join('mail-room', notebook);
    await join('mail-room', notebook);
    const relays = (granted: string) =>
      dataSource.query<{ pid: number }[]>(
        `select pid from pg_locks join pg_stat_activity using (pid)
         where locktype = 'advisory' and application_name = 'mail-room-relay-bus' and ${granted}`,
      );
    await eventually(async () => expect(await relays('granted')).toHaveLength(1));
    await publish(connection, 'before');
    await eventually(() => expect(notebook.of(connection)).toHaveLength(leads.length));
    const [leader] = await relays('granted');
    await dataSource.query('select pg_terminate_backend($1)', [leader?.pid]);
    await publish(connection, 'after');
    await eventually(() => expect(notebook.of(connection)).toHaveLength(leads.length * 2), 10_000);
    expect(await waiting()).toBe(0);
  });

  it('sets an event aside that the broker never takes, and sends the others', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await join('mail-room', notebook);
    await publish(connection, 'small 1', [1]);
    await dataSource.query(
      `insert into bus_outbox (topic, key, headers, value) values ('ce.email.v1', 'k', '{"ce_id":"huge"}', repeat('x', 9000000))`,
    );
    await publish(connection, 'small 2', [1]);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['small 1', 'small 2']));
    const rows = await dataSource.query<{ refused: string }[]>('select refused from bus_outbox');
    expect(rows).toEqual([{ refused: 'larger than the topic’s max.message.bytes' }]);
    await dataSource.query('delete from bus_outbox');
  });

  it.each(['snappy', 'lz4', 'zstd', 'gzip'])('reads what is compressed by %s', async (codec) => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await join(`codec-${codec}`, notebook);
    const { configEntries = [] } = topicConfig('ce.email.v1', undefined);
    // The broker writes every batch anew in the codec of its topic, whatever the publisher chose.
    const compressing = (type: string) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: ConfigResourceTypes.TOPIC,
            name: 'ce.email.v1',
            configEntries: [...configEntries, { name: 'compression.type', value: type }],
          },
        ],
      });
    await compressing(codec);
    // Hard to shrink and easy, short and long: literals, matches and more than one block.
    const texts = [randomBytes(6_000).toString('base64'), 'again and again '.repeat(600), 'ä', randomUUID()];
    for (const text of texts) await publish(connection, text);
    await eventually(() => expect(notebook.of(connection)).toHaveLength(texts.length * leads.length));
    const key = anEmail(connection, 1, '').partitionkey;
    expect(notebook.of(connection).flatMap((note) => (note.key === key ? [note.subject] : []))).toEqual(texts);
    await compressing('producer');
  });

  it('writes more dead letters than one request holds', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    const member = await join(`letters-${randomUUID().slice(0, 8)}`, notebook);
    const producer = new OrderedProducer(kafkaClient('foreign-publisher', settingsWith(), silentJournal));
    const value = `no json ${'x'.repeat(1_500_000)}`;
    const key = anEmail(connection, 1, '').partitionkey;
    await producer.send([{ topic: 'ce.email.v1', messages: Array.from({ length: 12 }, () => ({ key, value })) }]);
    await producer.close();
    await publish(connection, 'after', [1]);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['after']));
    expect((await member.bus.deadLetters.list()).filter((letter) => letter.key === key)).toHaveLength(12);
    expect(member.bus.status.isHealthy()).toBe(true);
  });

  it('loses nothing and keeps each key in order over a rolling restart under load', async () => {
    const connection = randomUUID();
    const group = `rolling-${randomUUID().slice(0, 8)}`;
    const notebook = new Notebook();
    const running = [await join(group, notebook), await join(group, notebook), await join(group, notebook)];
    let restarting = true;
    const rounds: string[] = [];
    const load = (async () => {
      while (restarting) {
        const subject = String(rounds.length);
        rounds.push(subject);
        await publish(connection, subject);
      }
    })();
    for (const member of running) {
      await member.drain();
      await join(group, notebook);
    }
    restarting = false;
    await load;
    const expected = rounds.length * leads.length;
    await eventually(() => expect(new Set(notebook.of(connection).map((note) => note.id)).size).toBe(expected), 60_000);
    for (const lead of leads) {
      const key = anEmail(connection, lead, '').partitionkey;
      const seen = notebook.of(connection).filter((note) => note.key === key);
      const first = [...new Map(seen.map((note) => [note.id, note.subject])).values()];
      expect(first).toEqual(rounds);
    }
  });

  it('sends nothing more for a relay that lost PostgreSQL while the broker was away', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await join(`revoked-${randomUUID().slice(0, 8)}`, notebook);
    const producer = new OrderedProducer(kafkaClient('relay', settingsWith(), silentJournal));
    const send = (subject: string, allowed?: AbortSignal) =>
      producer.send(
        [{ topic: 'ce.email.v1', messages: [toKafka(encodeEvent(anEmail(connection, 1, subject)))] }],
        allowed,
      );
    const lost = new AbortController();
    await send('before', lost.signal);
    const restarted = broker.restart(0, 'SIGKILL');
    await eventually(() => expect(admin.listTopics()).rejects.toThrow());
    const sending = send('while it was away', lost.signal);
    lost.abort();
    await expect(sending).rejects.toThrow(/may not send any more/);
    await restarted;
    await eventually(() => send('after'));
    await eventually(() => expect(notebook.subjects(connection)).toContain('after'));
    // A send that failed may have arrived all the same, and was repeated.
    expect([...new Set(notebook.subjects(connection))]).toEqual(['before', 'after']);
    await producer.close();
  });

  it('tells what a relay is sending that the relay has lost PostgreSQL', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const producer = new OrderedProducer(kafkaClient('relay', settingsWith(), silentJournal));
    // As the broker when it is away: neither sent nor refused.
    producer.send = (_, allowed) => {
      signals.push(allowed);
      return new Promise((_resolve, reject) => allowed?.addEventListener('abort', () => reject(new Error('revoked'))));
    };
    const { schema } = database;
    const relay = new OutboxRelay({ url: server.url, service: 'lonely', schema, producer, journal: silentJournal });
    relay.start();
    await publish(randomUUID(), 'held', [1]);
    await eventually(() => expect(signals).toHaveLength(1));
    expect(signals[0]?.aborted).toBe(false);
    await dataSource.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lonely-relay-bus'`,
    );
    await eventually(() => expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]));
    await dataSource.query('delete from bus_outbox');
    await dataSource.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lonely-relay-bus'`,
    );
    await relay.stop();
    await producer.close();
  });

  it('goes on after the broker was killed and came back', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    const member = await join(`restart-${randomUUID().slice(0, 8)}`, notebook);
    await publish(connection, 'before');
    await eventually(() => expect(notebook.of(connection)).toHaveLength(leads.length));
    const restarted = broker.restart(0, 'SIGKILL');
    await publish(connection, 'meanwhile');
    await restarted;
    await eventually(() => {
      expect(new Set(notebook.of(connection).map((note) => note.id)).size).toBe(leads.length * 2);
    }, 90_000);
    expect(member.bus.status.isHealthy()).toBe(true);
  });
});
