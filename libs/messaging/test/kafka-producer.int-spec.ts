import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownKafkaIsWanted, type RunningKafka, startKafka } from '@ce/kafka';
import type { Admin } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { silentJournal } from '../src/consume/bus-journal.js';
import { busSettings } from '../src/index.js';
import { kafkaClient } from '../src/kafka/kafka-client.js';
import { OrderedProducer } from '../src/kafka/kafka-producer.js';

/** Bytes from the beginning of a record batch. Source: kafka.apache.org, "Message Format", Record Batch. */
const PRODUCER_ID_AT = 43;
const BASE_SEQUENCE_AT = 53;
const LENGTH_AT = 8;
const LENGTH_COUNTS_FROM = 12;

describe.runIf(await ownKafkaIsWanted())('an ordered producer', () => {
  let folder: string;
  let broker: RunningKafka;
  let admin: Admin;
  let producer: OrderedProducer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ce-producer-'));
    broker = await startKafka({ dataDir: folder });
    const settings = z.object(busSettings).parse({ BUS: 'kafka', KAFKA_BROKERS: broker.brokers });
    const kafka = kafkaClient('tests', settings, silentJournal);
    admin = kafka.admin();
    await admin.connect();
    producer = new OrderedProducer(kafka);
  });
  afterAll(async () => {
    await producer.close();
    await admin.disconnect();
    await broker.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const send = (topic: string, ...values: string[]) =>
    producer.send([{ topic, messages: values.map((value) => ({ key: 'k', value })) }]);

  // The client lets such a producer ask for nothing less than the acknowledgement of all replicas.
  it('numbers what it sends, so that the broker leaves out what comes twice', async () => {
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic: 'numbered', numPartitions: 1 }] });
    await send('numbered', 'a', 'b');
    await send('numbered', 'c');
    const batches = await batchesOf('numbered');
    expect(batches.map(({ sequence }) => sequence)).toEqual([0, 2]);
    expect(new Set(batches.map(({ producerId }) => producerId)).size).toBe(1);
    expect(batches[0]?.producerId).toBeGreaterThanOrEqual(0n);
  });

  /** As the broker wrote them. */
  async function batchesOf(topic: string): Promise<{ producerId: bigint; sequence: number }[]> {
    const log = await readFile(await logFile(topic));
    const batches = [];
    for (let at = 0; at + LENGTH_COUNTS_FROM < log.length;) {
      const length = log.readInt32BE(at + LENGTH_AT);
      if (length === 0) break;
      batches.push({
        producerId: log.readBigInt64BE(at + PRODUCER_ID_AT),
        sequence: log.readInt32BE(at + BASE_SEQUENCE_AT),
      });
      at += LENGTH_COUNTS_FROM + length;
    }
    return batches;
  }

  async function logFile(topic: string): Promise<string> {
    const files = await readdir(folder, { recursive: true });
    const file = files.find((name) => name.includes(`${topic}-0/`) && name.endsWith('.log'));
    if (file !== undefined) return join(folder, file);
    throw new Error(`The broker has no log of ${topic}.`);
  }
});
