import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { IHeaders, Message } from 'kafkajs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { records, type RecordToEncode } from '../../testing/kafka-records.js';
import { original } from '../../testing/original-part.js';
import { ByteWriter } from './byte-writer.js';
import { LazyRecord, type RecordBatchContext } from './decode-record.js';
import type { Encoded, ProduceEncoder } from './encode-produce.js';
import { groupByPartition } from './group-by-partition.js';
import { murmur2 } from './murmur2.js';
import { RecordWriter } from './record-writer.js';
import { KNOWN_RELEASE, parts, replaceParts } from './replace-parts.js';
import { type RequestQueueClass, restEmptyQueue } from './rest-empty-queue.js';

const require = createRequire(import.meta.url);

type Decoder = new (buffer: Buffer) => { buffer: Buffer; offset: number; readVarIntBytes(): Buffer };
type Decode = (
  decoder: InstanceType<Decoder>,
  batch: RecordBatchContext,
) => Record<string, unknown> & { headers: IHeaders };

const encodeRecord = original<(record: RecordToEncode) => Encoded>('protocol/recordBatch/record/v0/index.js');
const originalDecode = original<Decode>('protocol/recordBatch/record/v0/decoder.js');
const Decoder = original<Decoder>('protocol/decoder.js');

const batch: RecordBatchContext = {
  firstOffset: '9007199254740990',
  firstTimestamp: '1764000000000',
  maxTimestamp: '1764000000999',
  timestampType: 0,
  magicByte: 2,
  isControlBatch: false,
};

/** The client cuts the length off before it hands a record on. */
function bodyOf(record: RecordToEncode) {
  return () => new Decoder(new Decoder(encodeRecord(record).buffer).readVarIntBytes());
}

/** All that the client or a service asks for. */
function decode(decoder: InstanceType<Decoder>, context: RecordBatchContext) {
  const record = new LazyRecord(decoder, context);
  const { magicByte, attributes, timestamp, offset, key, value, headers, isControlRecord, batchContext } = record;
  return { magicByte, attributes, timestamp, offset, key, value, headers, isControlRecord, batchContext };
}

/** Headers as the service reads them, whichever way they were decoded. */
function withTextHeaders({ headers, ...rest }: ReturnType<Decode>) {
  const text = (value: unknown) => String(value);
  const read = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(text) : text(value),
  ]);
  return { ...rest, headers: Object.fromEntries(read) as IHeaders };
}

describe('parts in place of the client’s', () => {
  it('decode a record to the same message', () => {
    for (const record of records) {
      const body = bodyOf(record);
      expect(withTextHeaders(decode(body(), batch))).toEqual(withTextHeaders(originalDecode(body(), batch)));
    }
  });

  it.each([
    ['a time of the broker', { timestampType: 1 }],
    ['a control record', { isControlBatch: true }],
    ['offsets of ordinary size', { firstOffset: '41' }],
  ])('decode %s to the same message', (_, changed) => {
    const body = bodyOf({ offsetDelta: 3, timestampDelta: 5, value: 'v' });
    const context = { ...batch, ...changed };
    expect(decode(body(), context)).toEqual(originalDecode(body(), context));
  });

  it('decode headers that repeat those of the record before, wholly, in part or not at all', () => {
    const content = fc.constantFrom('1', '2', '12', '\u0080', '\u00e9', 'é', '😀', 'x'.repeat(301), '');
    const headers = fc.dictionary(fc.constantFrom('a', 'b', '\u00e4', 'ce_id'), content);
    fc.assert(
      fc.property(fc.array(headers), (rows) => {
        for (const row of rows) expect({ ...decode(bodyOf({ headers: row })(), batch).headers }).toEqual(row);
      }),
    );
  });

  it('pass over a header without a value, at which the client would throw later', () => {
    const out = new ByteWriter(100);
    new RecordWriter(out).write({ value: null, headers: { none: undefined, some: 'x' } }, 0);
    const body = new Decoder(new Decoder(out.written()).readVarIntBytes());
    expect(decode(body, batch).headers).toEqual({ none: undefined, some: 'x' });
  });

  it('read a header by any name', () => {
    const named = JSON.parse('{"__proto__":"a","constructor":"b"}') as IHeaders;
    const { headers } = decode(bodyOf({ headers: named })(), batch);
    expect(Object.entries(headers)).toEqual(Object.entries(named));
  });

  it('hash a key as Java does', () => {
    const originalHash = original<(key: Buffer) => number>('producer/partitioners/default/murmur2.js');
    for (const length of [...Array(40).keys(), 1_000, 1_001, 1_002, 1_003]) {
      const key = Buffer.from(Array.from({ length }, (_, at) => (at * 89 + length * 31) % 256));
      expect(murmur2(key)).toBe(originalHash(key));
    }
    // Of Java's own tests: org.apache.kafka.common.utils.UtilsTest, testMurmur2.
    expect(murmur2(Buffer.from('21'))).toBe(-973932308);
    expect(murmur2(Buffer.from('a-little-bit-long-string'))).toBe(-985981536);
  });

  it('group messages by partition in their order', () => {
    const messages: Message[] = Array.from({ length: 20 }, (_, at) => ({ key: String(at % 7), value: String(at) }));
    const partitioner = ({ message }: { message: Message }) => Number(message.key) % 3;
    const partitionMetadata = [{ partitionId: 0 }] as Parameters<typeof groupByPartition>[0]['partitionMetadata'];
    const asked = { topic: 't', partitionMetadata, messages, partitioner };
    const originalGroup = original<typeof groupByPartition>('producer/groupMessagesPerPartition.js');
    expect(groupByPartition(asked)).toEqual(originalGroup(asked));
    expect(groupByPartition({ ...asked, partitionMetadata: [] })).toEqual({});
  });

  it('are those of the release that is installed, and lie in their places', async () => {
    expect(require('kafkajs/package.json')).toMatchObject({ version: KNOWN_RELEASE });
    replaceParts();
    const once = [...parts.keys()].map((path) => require(`kafkajs/src/${path}`) as unknown);
    for (const [at, path] of [...parts.keys()].entries()) expect(once[at]).not.toBe(original(path));
    // Brokers are asked by the latest version, which goes through ours: one piece of memory is what ours leaves.
    const latest = require('kafkajs/src/protocol/requests/produce/v7/request.js') as ProduceEncoder;
    const { buf, buffer } = await latest({ acks: -1, timeout: 1, topicData: [] }).encode();
    expect(buf).toBe(buffer);
    // A second time changes nothing.
    replaceParts();
    expect([...parts.keys()].map((path) => require(`kafkajs/src/${path}`) as unknown)).toEqual(once);
  });
});

describe('the queue of a connection', () => {
  interface Queue {
    push(request: { entry: object; expectResponse: boolean; sendRequest: () => void }): void;
    fulfillRequest(answer: { correlationId: number; size: number; payload: null }): void;
    maybeThrottle(milliseconds: number): void;
  }
  type QueueClass = RequestQueueClass & (new (options: object) => Queue);
  const path = 'network/requestQueue/index.js';

  function makeQueue(Queue: QueueClass) {
    const log = { debug: () => undefined };
    const queue = new Queue({
      maxInFlightRequests: 1,
      requestTimeout: 30_000,
      clientId: 'c',
      broker: 'b',
      logger: log,
    });
    const sent: number[] = [];
    const ask = (correlationId: number) => {
      const entry = { correlationId, resolve: () => undefined, reject: () => undefined };
      queue.push({ entry, expectResponse: true, sendRequest: () => sent.push(correlationId) });
    };
    const answer = (correlationId: number) => {
      queue.fulfillRequest({ correlationId, size: 0, payload: null });
    };
    return { queue, sent, ask, answer };
  }

  function restingQueue() {
    const Queue = original<QueueClass>(path);
    restEmptyQueue(Queue);
    return makeQueue(Queue);
  }

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('as it is shipped looks for ever', () => {
    const { ask, answer } = makeQueue(original<QueueClass>(path));
    ask(1);
    answer(1);
    vi.advanceTimersByTime(1_000);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('rests when nothing waits', () => {
    const { ask, answer, sent } = restingQueue();
    ask(1);
    ask(2);
    expect(sent).toEqual([1]);
    answer(1);
    answer(2);
    vi.advanceTimersByTime(1_000);
    expect(vi.getTimerCount()).toBe(0);
    ask(3);
    expect(sent).toEqual([1, 2, 3]);
  });

  it('sends what waits when the broker asks for a pause, at its end', () => {
    const { queue, ask, sent } = restingQueue();
    queue.maybeThrottle(500);
    ask(1);
    vi.advanceTimersByTime(400);
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(sent).toEqual([1]);
  });
});
