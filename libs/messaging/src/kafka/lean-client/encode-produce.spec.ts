import fc from 'fast-check';
import type { Message } from 'kafkajs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { records } from '../../testing/kafka-records.js';
import { original } from '../../testing/original-part.js';
import { crc32c } from './crc32c.js';
import { leanProduce, type ProduceEncoder, type ProduceRequest } from './encode-produce.js';

const originalProduce = original<ProduceEncoder>('protocol/requests/produce/v3/request.js');
const originalChecksum = original<(bytes: Buffer) => number>('protocol/recordBatch/crc32C/index.js');

describe('a request to publish is encoded', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function compare(messages: readonly Message[], more: Partial<ProduceRequest> = {}) {
    const partitions = [
      { partition: '3', firstSequence: 7, messages },
      { partition: 0, firstSequence: 0, messages: messages.slice(0, 2) },
    ];
    const topics = ['salesforce.delivery.v1', 'tüpfel'];
    const topicData = topics.map((topic) => ({ topic, partitions }));
    const request = { acks: -1, timeout: 30_000, producerId: '123456789012', producerEpoch: 2, topicData, ...more };
    const [ours, theirs] = [leanProduce(originalProduce)(request), originalProduce(request)];
    expect({ ...ours, encode: null }).toEqual({ ...theirs, encode: null, expectResponse: ours.expectResponse });
    expect(ours.expectResponse()).toBe(theirs.expectResponse());
    const [encoded, expected] = [await ours.encode(), await theirs.encode()];
    expect(encoded.buffer.equals(expected.buffer), JSON.stringify(messages).slice(0, 80)).toBe(true);
    expect(Buffer.isBuffer(encoded.buf)).toBe(true);
  }

  const messages = records.map(({ key = null, value = null, headers }) => ({
    ...{ key, value },
    ...(headers === undefined ? {} : { headers }),
  }));

  it('to the same bytes, message by message', async () => {
    for (const message of messages) await compare([message]);
  });

  it('to the same bytes, all at once', async () => {
    await compare(messages);
    await compare([...messages].reverse());
  });

  it('to the same bytes when headers repeat behind records of other sizes, and with texts that are no text', async () => {
    const headers = { a: '1', b: 'ä', ce_id: 'x', none: [] };
    const values = [0, 20, 70, 8_100, 8_250, 3].map((length) => 'v'.repeat(length));
    await compare(values.map((value, at) => ({ key: 'k', value, headers: { ...headers, ce_id: String(at >> 1) } })));
    await compare([{ key: 'k\ud800', value: '\udc00', headers: { a: 'x\ud800'.repeat(3) } }]);
    await compare([]);
  });

  it('to the same bytes when headers repeat those of the message before, wholly, in part or not at all', async () => {
    const header = fc.constantFrom('a', 'b', 'ce_id', 'ce_ü', 'content-type');
    const content = fc.oneof(
      fc.constantFrom('1', '2', 'x'.repeat(70), 'ä'.repeat(40)),
      fc.constant(Buffer.from('b')),
      fc.array(fc.constantFrom('1', '2'), { minLength: 1, maxLength: 2 }),
    );
    const message = fc.record({
      key: fc.option(fc.string({ unit: 'grapheme', maxLength: 80 })),
      value: fc.oneof(fc.constant(null), fc.string({ unit: 'binary', maxLength: 200 })),
      headers: fc.dictionary(header, content),
    });
    await fc.assert(fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 30 }), (some) => compare(some)));
  });

  it.each<[string, Partial<ProduceRequest>]>([
    ['without an answer', { acks: 0 }],
    ['of a transaction', { transactionalId: 'tränsaktion' }],
    ['of a producer without a number', { producerId: undefined, producerEpoch: undefined }],
    ['of nothing', { topicData: [] }],
  ])('%s, to the same bytes', (_, more) => compare([{ key: 'k', value: 'v' }], more));

  it('leaves what is compressed or has a time of its own to the client', async () => {
    await compare([{ key: 'k', value: 'v'.repeat(100) }], { compression: 1 });
    await compare([
      { value: 'a', timestamp: '1764000000000' },
      { value: 'b', timestamp: '1764000000005' },
    ]);
  });

  it('sums up bytes as the client does', () => {
    for (const length of [...Array(40).keys(), 1_000, 1_001, 70_003]) {
      const bytes = Buffer.from(Array.from({ length }, (_, at) => (at * 89 + length * 31) % 256));
      expect(crc32c(bytes) >>> 0).toBe(originalChecksum(bytes));
    }
    // Of RFC 3720, appendix B.4.
    expect(crc32c(Buffer.alloc(32)) >>> 0).toBe(0x8a91_36aa);
  });
});
