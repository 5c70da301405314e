import type { Message } from 'kafkajs';
import { ByteWriter } from './byte-writer.js';
import { crc32c } from './crc32c.js';
import { RecordWriter } from './record-writer.js';

interface PartitionToProduce {
  /** Decimal. */
  readonly partition: string | number;
  readonly firstSequence: number;
  readonly messages: readonly Message[];
}

/** As the client gives it to its own encoder. */
export interface ProduceRequest {
  readonly acks: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly transactionalId?: string | null;
  /** Decimal; the client's own long numbers write themselves so too. */
  readonly producerId?: { toString(): string };
  readonly producerEpoch?: number;
  readonly compression?: number;
  readonly topicData: readonly { readonly topic: string; readonly partitions: readonly PartitionToProduce[] }[];
}

/** What the client takes for an encoder that has written. */
export interface Encoded {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

export interface EncodableRequest {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly apiName: string;
  readonly expectResponse: () => boolean;
  readonly encode: () => Promise<Encoded>;
}

export type ProduceEncoder = (request: ProduceRequest) => EncodableRequest;

const PRODUCE = 0;
const VERSION = 3;
const MAGIC = 2;
const TRANSACTIONAL = 16;
/** Of most messages, so that the memory seldom grows. */
const USUAL_SIZE = 1_024;

/**
 * A request to write messages, in one piece of memory. kafkajs takes half a kilobyte of zeros for each record and each header,
 * and copies everything from one to the next of seven such pieces. Compressed messages and those with times of their own stay
 * the client's. Source: kafka.apache.org/protocol, Produce, version 3, and "Message Format", RecordBatch.
 */
export function leanProduce(original: ProduceEncoder): ProduceEncoder {
  return (request) => {
    if (!isPlain(request)) return original(request);
    return {
      apiKey: PRODUCE,
      apiVersion: VERSION,
      apiName: 'Produce',
      expectResponse: () => request.acks !== 0,
      encode: () => Promise.resolve(encode(request)),
    };
  };
}

function isPlain({ compression = 0, topicData }: ProduceRequest): boolean {
  if (compression !== 0) return false;
  return topicData.every(({ partitions }) =>
    partitions.every(({ messages }) => messages.every((message) => message.timestamp === undefined)),
  );
}

function encode(request: ProduceRequest): Encoded {
  const { acks, timeout, transactionalId = null, topicData } = request;
  const partitions = topicData.flatMap((topic) => topic.partitions);
  const out = new ByteWriter(USUAL_SIZE * partitions.reduce((sum, { messages }) => sum + messages.length, 1));
  out.string(transactionalId);
  out.int16(acks);
  out.int32(timeout);
  out.int32(topicData.length);
  for (const { topic, partitions: given } of topicData) {
    out.string(topic);
    out.int32(given.length);
    for (const partition of given) writePartition(out, request, partition);
  }
  const buffer = out.written();
  return { buf: buffer, buffer };
}

function writePartition(
  out: ByteWriter,
  { transactionalId, producerId = '-1', producerEpoch = 0 }: ProduceRequest,
  { partition, firstSequence, messages }: PartitionToProduce,
): void {
  const now = BigInt(Date.now());
  out.int32(Number(partition));
  const size = out.leave(4);
  const firstOffset = 0n;
  out.int64(firstOffset);
  const length = out.leave(4);
  const leaderEpoch = 0;
  out.int32(leaderEpoch);
  out.int8(MAGIC);
  const sum = out.leave(4);
  out.int16(transactionalId === null || transactionalId === undefined ? 0 : TRANSACTIONAL);
  out.int32(messages.length - 1);
  // The first time and the last one.
  out.int64(now);
  out.int64(now);
  out.int64(BigInt(String(producerId)));
  out.int16(producerEpoch);
  out.int32(firstSequence);
  out.int32(messages.length);
  const records = new RecordWriter(out);
  for (let place = 0; place < messages.length; place += 1) {
    const message = messages[place];
    if (message !== undefined) records.write(message, place);
  }
  out.setInt32(sum, crc32c(out.written(sum + 4)));
  out.setInt32(length, out.at - length - 4);
  out.setInt32(size, out.at - size - 4);
}
