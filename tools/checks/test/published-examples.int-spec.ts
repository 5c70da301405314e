import { readFileSync } from 'node:fs';
import { type CloudEvent, findEventDefinition, inboundEvents, outboundEvents } from '@ce/contracts';
import { ownKafkaIsWanted, type RunningKafka, startKafka } from '@ce/kafka';
import { eventually } from '@ce/testing';
import kafkajs, { type Message, type Producer } from 'kafkajs';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DOCUMENT_FILE } from '../src/asyncapi/document-file.js';
import { startContractDesk } from './contract-desk.js';

interface MessageObject {
  bindings: { kafka: { key: { examples: [string] } } };
  examples: [{ headers: Record<string, string>; payload: unknown }];
}
interface Document {
  channels: { events: { messages: { structured: { examples: { name: string; payload: CloudEvent }[] } } } };
  components: { messages: Record<string, MessageObject> };
}

/** What publishers see, and nothing else: the committed document. */
const document = JSON.parse(readFileSync(DOCUMENT_FILE, 'utf8')) as Document;
const onTopics = Object.entries(document.components.messages).map(([type, { bindings, examples }]) => ({
  type,
  topic: findEventDefinition(type)?.topic ?? 'unknown',
  key: bindings.kafka.key.examples[0],
  ...examples[0],
}));
const overHttp = document.channels.events.messages.structured.examples.map(({ payload }) => payload);

type Example = (typeof onTopics)[number];

const attributesOf = ({ headers }: Example): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('ce_'))
      .map(([name, value]) => [name.slice('ce_'.length), value]),
  );

/** The event as our handlers must get it; a schema may add its defaults to what the example says. */
const expectedOf = (example: Example) => ({
  ...attributesOf(example),
  type: example.type,
  datacontenttype: 'application/json',
  data: findEventDefinition(example.type)?.schema.parse(example.payload),
});

/** CloudEvents Kafka binding 1.0.2 §3.2 and §3.3. */
const contentModes: Record<'binary' | 'structured', (example: Example) => Message> = {
  binary: ({ key, headers, payload }) => ({ key, headers, value: JSON.stringify(payload) }),
  structured: (example) => ({
    key: example.key,
    headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
    value: JSON.stringify({ ...attributesOf(example), datacontenttype: 'application/json', data: example.payload }),
  }),
};

it('has an example of every event, and one for HTTP of every event that we take', () => {
  const all = [...inboundEvents, ...outboundEvents].map(({ type }) => type);
  expect(onTopics.map(({ type }) => type).sort()).toEqual(all.sort());
  expect(overHttp.map(({ type }) => type).sort()).toEqual(inboundEvents.map(({ type }) => type).sort());
});

const withKafka = await ownKafkaIsWanted();
describe.each(withKafka ? (['postgres', 'kafka'] as const) : (['postgres'] as const))(
  'the examples of the contract, published as they stand, with BUS=%s',
  (bus) => {
    let broker: RunningKafka | undefined;
    let producer: Producer | undefined;
    let desk: Awaited<ReturnType<typeof startContractDesk>>;

    beforeAll(async () => {
      if (bus === 'kafka') broker = await startKafka();
      desk = await startContractDesk({ BUS: bus, ...(broker && { KAFKA_BROKERS: broker.brokers }) });
      if (broker === undefined) return;
      // As any publisher would: its own client, which knows the document and nothing of our libraries.
      const { Kafka, Partitioners, logLevel } = kafkajs;
      const kafka = new Kafka({ brokers: broker.brokers.split(','), clientId: 'a-team', logLevel: logLevel.ERROR });
      producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
      await producer.connect();
    });
    beforeEach(() => {
      desk.taken.length = 0;
    });
    afterAll(async () => {
      await producer?.disconnect();
      await desk.stop();
      await broker?.stop();
    });

    const post = (contentType: string, body: unknown) =>
      request(desk.app.getHttpServer())
        .post('/events')
        .set('authorization', `Bearer ${desk.token}`)
        .type(contentType)
        .send(JSON.stringify(body));
    const byType = (events: readonly { type: string }[]) =>
      [...events].sort((one, other) => one.type.localeCompare(other.type));

    it('takes each at POST /events, alone', async () => {
      for (const event of overHttp) await post('application/cloudevents+json', event).expect(202);
      const expected = onTopics.filter(({ type }) => overHttp.some((event) => event.type === type)).map(expectedOf);
      await eventually(() => expect(byType(desk.taken)).toEqual(byType(expected)), 30_000);
    });

    it('takes them at POST /events in one batch', async () => {
      await post('application/cloudevents-batch+json', overHttp).expect(202);
      await eventually(() => expect(desk.taken).toHaveLength(overHttp.length), 30_000);
    });

    if (bus === 'postgres') return;
    it.each(['binary', 'structured'] as const)('reads each from its topic, in %s mode', async (mode) => {
      for (const example of onTopics) {
        await producer?.send({ topic: example.topic, acks: -1, messages: [contentModes[mode](example)] });
      }
      await eventually(() => expect(byType(desk.taken)).toEqual(byType(onTopics.map(expectedOf))), 30_000);
    });
  },
);
