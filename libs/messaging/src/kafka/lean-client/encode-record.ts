import type { IHeaders } from 'kafkajs';
import { varintSize, writeVarint } from './varint.js';

type Content = Buffer | string | null | undefined;

/** A message as the client's producer gives it. */
export interface RecordToEncode {
  offsetDelta?: number;
  /** Milliseconds after the first one of the batch. */
  timestampDelta?: number;
  key?: Content;
  value?: Content;
  headers?: IHeaders | undefined;
}

/** What the client takes for an encoder that has written. */
export interface EncodedRecord {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

const ATTRIBUTES_SIZE = 1;

/**
 * One record of a batch (magic 2), in one piece of memory of the right size. kafkajs takes half a kilobyte of zeros for the
 * record and for each header, and a buffer for each number. Source: kafka.apache.org, "Message Format", Record.
 */
export function encodeRecord(record: RecordToEncode): EncodedRecord {
  const { offsetDelta = 0, timestampDelta = 0, key, value, headers = {} } = record;
  const lines = countLines(headers);
  let bodySize = ATTRIBUTES_SIZE + varintSize(timestampDelta) + varintSize(offsetDelta) + varintSize(lines);
  bodySize += sizeOf(key) + sizeOf(value) + sizeOfHeaders(headers);

  const buffer = Buffer.allocUnsafe(varintSize(bodySize) + bodySize);
  let at = writeVarint(buffer, 0, bodySize);
  // No attributes of records are in use.
  buffer[at++] = 0;
  at = writeVarint(buffer, at, timestampDelta);
  at = writeVarint(buffer, at, offsetDelta);
  at = write(buffer, at, key);
  at = write(buffer, at, value);
  at = writeVarint(buffer, at, lines);
  writeHeaders(buffer, at, headers);
  return { buf: buffer, buffer };
}

// A name with several contents is written once for each.
function countLines(headers: IHeaders): number {
  let lines = 0;
  for (const name in headers) {
    const content = headers[name];
    lines += Array.isArray(content) ? content.length : 1;
  }
  return lines;
}

function sizeOfHeaders(headers: IHeaders): number {
  let size = 0;
  for (const name in headers) {
    const content = headers[name];
    if (Array.isArray(content)) for (const one of content) size += sizeOf(name) + sizeOf(one);
    else size += sizeOf(name) + sizeOf(content);
  }
  return size;
}

function writeHeaders(target: Buffer, start: number, headers: IHeaders): void {
  let at = start;
  for (const name in headers) {
    const content = headers[name];
    if (Array.isArray(content)) for (const one of content) at = write(target, write(target, at, name), one);
    else at = write(target, write(target, at, name), content);
  }
}

function sizeOf(content: Content): number {
  if (content === null || content === undefined) return varintSize(-1);
  const size = Buffer.byteLength(content);
  return varintSize(size) + size;
}

function write(target: Buffer, at: number, content: Content): number {
  if (content === null || content === undefined) return writeVarint(target, at, -1);
  const size = Buffer.byteLength(content);
  const start = writeVarint(target, at, size);
  if (typeof content === 'string') target.write(content, start, size, 'utf8');
  else content.copy(target, start);
  return start + size;
}
