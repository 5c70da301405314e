import { randomBytes, randomUUID } from 'node:crypto';
import { topics } from '@ce/contracts';
import { ownKafkaIsWanted } from '@ce/kafka';
import { eventually } from '@ce/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HandleBatch } from '../src/consume/build-routes.js';
import { silentJournal } from '../src/consume/bus-journal.js';
import { defaultRetryPolicy } from '../src/consume/deliver-part.js';
import { GroupConsumer } from '../src/kafka/group-consumer.js';
import { kafkaClient } from '../src/kafka/kafka-client.js';
import { toKafka } from '../src/kafka/kafka-message.js';
import { OrderedProducer } from '../src/kafka/kafka-producer.js';
import { ConfigResourceTypes } from '../src/kafka/kafkajs.js';
import { topicConfig } from '../src/kafka/topic-settings.js';
import { encodeEvent } from '../src/publish/encode-event.js';
import { anEmail } from '../src/testing/email-events.js';
import { Notebook, noteOf } from '../src/testing/notebook.js';
import { type KafkaRoom, leads, startKafkaRoom } from './kafka-room.js';

describe.runIf(await ownKafkaIsWanted())('Kafka in production', () => {
  let room: KafkaRoom;
  beforeAll(async () => {
    room = await startKafkaRoom();
  });
  afterEach(() => room.drain());
  afterAll(() => room.stop());

  it('does not start without its topics when it may not create them, and names all of them', async () => {
    const bus = room.build('careful', { KAFKA_CREATE_TOPICS: 'false' });
    const problem = await room.listen(bus).catch((error: unknown) => String(error));
    await bus.strategy.close();
    for (const topic of [...Object.keys(topics), 'careful.dead-letter', 'careful.replay']) {
      expect(problem).toContain(`${topic} does not exist. Create it with`);
    }
    expect(await room.admin.listTopics()).toEqual([]);
  });

  it('makes no topic by writing to it or reading it, where the broker would', async () => {
    const kafka = kafkaClient('asker', room.settingsWith(), silentJournal, 1);
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
    expect(await room.admin.listTopics()).toEqual(['asked.for']);
    await room.admin.deleteTopics({ topics: ['asked.for'] });
  });

  it('starts several services at once on a broker that has no topics yet', async () => {
    const services = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
    await Promise.all(services.map((service) => room.join(service, new Notebook().take)));
    const known = await room.admin.listTopics();
    for (const topic of [...Object.keys(topics), ...services.map((service) => `${service}.replay`)]) {
      expect(known).toContain(topic);
    }
  });

  it('creates its topics as the contract says, and refuses one that is kept otherwise', async () => {
    await (await room.join('creator', new Notebook().take)).drain();
    const { topics: described } = await room.admin.fetchTopicMetadata({ topics: Object.keys(topics) });
    expect(Object.fromEntries(described.map(({ name, partitions }) => [name, partitions.length]))).toEqual(
      Object.fromEntries(Object.entries(topics).map(([name, { partitions }]) => [name, partitions])),
    );
    await room.admin.createTopics({
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
    const bus = room.build('strict');
    const problem = await room.listen(bus).catch((error: unknown) => String(error));
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
    const producer = new OrderedProducer(kafkaClient('foreign-publisher', room.settingsWith(), silentJournal));
    const emails = ['first', 'second'].flatMap((subject) => leads.map((lead) => anEmail(connection, lead, subject)));
    const messages = emails.map((email) => toKafka(encodeEvent(email)));
    await producer.send([{ topic: 'ce.email.v1', messages }]);
    await producer.close();
    await room.join(`limited-${connection}`, handle, { BUS_CONCURRENCY: '3' });
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

  it('sets an event aside that the broker never takes, and sends the others', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await room.join('mail-room', notebook.take);
    await room.publish(connection, 'small 1', [1]);
    await room.dataSource.query(
      `insert into bus_outbox (topic, key, headers, value) values ('ce.email.v1', 'k', '{"ce_id":"huge"}', repeat('x', 9000000))`,
    );
    await room.publish(connection, 'small 2', [1]);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['small 1', 'small 2']));
    const rows = await room.dataSource.query<{ refused: string }[]>('select refused from bus_outbox');
    expect(rows).toEqual([{ refused: 'larger than the topic’s max.message.bytes' }]);
    await room.dataSource.query('delete from bus_outbox');
  });

  it('sets aside the one event of a transaction that is too large, and sends its neighbours', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await room.join('roomy', notebook.take);
    const usual = anEmail(connection, 1, 'huge');
    const huge = { ...usual, data: { ...(usual.data as object), body: 'x'.repeat(9_000_000) } };
    const events = [anEmail(connection, 1, 'before'), huge, anEmail(connection, 1, 'after')];
    const pack = JSON.stringify(events.map((event) => ({ topic: 'ce.email.v1', ...encodeEvent(event) })));
    await room.dataSource.query('insert into bus_outbox (events, pack) values (3, $1)', [pack]);
    await room.publish(connection, 'later', [1]);
    // Whoever is refused in company is sent again alone, so that a neighbour may come twice.
    const subjects = () => [...new Set(notebook.subjects(connection))];
    await eventually(() => expect(subjects()).toEqual(['before', 'after', 'later']));
    const rows = await room.dataSource.query<unknown[]>(
      `select topic, key, headers->>'ce_id' as id, length(value) > 9000000 as whole, pack from bus_outbox where refused is not null`,
    );
    expect(rows).toEqual([{ topic: 'ce.email.v1', key: huge.partitionkey, id: huge.id, whole: true, pack: null }]);
    await room.dataSource.query('delete from bus_outbox');
  });

  it.each(['snappy', 'lz4', 'zstd', 'gzip'])('reads what is compressed by %s', async (codec) => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await room.join(`codec-${codec}`, notebook.take);
    const { configEntries = [] } = topicConfig('ce.email.v1', undefined);
    // The broker writes every batch anew in the codec of its topic, whatever the publisher chose.
    const compressing = (type: string) =>
      room.admin.alterConfigs({
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
    for (const text of texts) await room.publish(connection, text);
    await eventually(() => expect(notebook.of(connection)).toHaveLength(texts.length * leads.length));
    const key = anEmail(connection, 1, '').partitionkey;
    expect(notebook.of(connection).flatMap((note) => (note.key === key ? [note.subject] : []))).toEqual(texts);
    await compressing('producer');
  });

  it('writes more dead letters than one request holds', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    const member = await room.join(`letters-${randomUUID().slice(0, 8)}`, notebook.take);
    const producer = new OrderedProducer(kafkaClient('foreign-publisher', room.settingsWith(), silentJournal));
    const value = `no json ${'x'.repeat(1_500_000)}`;
    const key = anEmail(connection, 1, '').partitionkey;
    await producer.send([{ topic: 'ce.email.v1', messages: Array.from({ length: 12 }, () => ({ key, value })) }]);
    await producer.close();
    await room.publish(connection, 'after', [1]);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['after']));
    expect((await member.bus.deadLetters.list()).filter((letter) => letter.key === key)).toHaveLength(12);
    expect(member.bus.status.isHealthy()).toBe(true);
  });
});
