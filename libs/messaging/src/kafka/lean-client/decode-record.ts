import type { IHeaders, RecordBatchEntry } from 'kafkajs';
import { BareTexts } from '../bare-texts.js';
import { RecentTexts } from './recent-texts.js';
import { VarintReader } from './varint.js';

/** What the client says of the batch that a record lies in. */
export interface RecordBatchContext {
  /** Decimal numbers. */
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly maxTimestamp: string;
  readonly timestampType: number;
  readonly magicByte: number;
  readonly isControlBatch: boolean;
}

/** The broker set the time of all records when it wrote them. */
const LOG_APPEND_TIME = 1;

/**
 * One record of a batch (magic 2) as the client hands it on, but read when it is asked for, and the headers as text. A
 * fetch brings thousands of records, which wait for their turn: here each is little more than its bytes, where kafkajs
 * makes a buffer of each header and copies all earlier ones for each. Source: kafka.apache.org, "Message Format", Record.
 */
export class LazyRecord implements RecordBatchEntry {
  readonly offset: string;
  readonly attributes: number;
  readonly #buffer: Buffer;
  readonly #timestampDelta: number;
  /** Where the key begins, and then the value and the headers. */
  readonly #content: number;

  constructor(
    decoder: { readonly buffer: Buffer; readonly offset: number },
    readonly batchContext: RecordBatchContext,
  ) {
    this.#buffer = decoder.buffer;
    this.attributes = decoder.buffer.readInt8(decoder.offset);
    const reader = new VarintReader(decoder.buffer, decoder.offset + 1);
    this.#timestampDelta = reader.next();
    this.offset = sum(batchContext.firstOffset, reader.next());
    this.#content = reader.offset;
  }

  get timestamp(): string {
    const { timestampType, maxTimestamp, firstTimestamp } = this.batchContext;
    return timestampType === LOG_APPEND_TIME ? maxTimestamp : sum(firstTimestamp, this.#timestampDelta);
  }

  get key(): Buffer | null {
    return this.#read().bytes();
  }

  get value(): Buffer | null {
    const reader = this.#read();
    reader.skip();
    return reader.bytes();
  }

  get headers(): IHeaders {
    const reader = this.#read();
    reader.skip();
    reader.skip();
    return readHeaders(reader);
  }

  get magicByte(): number {
    return this.batchContext.magicByte;
  }

  get isControlRecord(): boolean {
    return this.batchContext.isControlBatch;
  }

  #read(): VarintReader {
    return new VarintReader(this.#buffer, this.#content);
  }
}

const recent = new RecentTexts();

function readHeaders(reader: VarintReader): IHeaders {
  // Any name may come, also those that every other object has.
  const headers: IHeaders = new BareTexts();
  const count = reader.next();
  for (let at = 0; at < count; at += 1) {
    const name = reader.text(recent, 2 * at) ?? '';
    const text = reader.text(recent, 2 * at + 1) ?? undefined;
    const earlier = headers[name];
    if (earlier === undefined) headers[name] = text;
    else if (text !== undefined) headers[name] = Array.isArray(earlier) ? [...earlier, text] : [earlier, text];
  }
  return headers;
}

function sum(decimal: string, delta: number): string {
  const plain = Number(decimal) + delta;
  return Number.isSafeInteger(plain) ? String(plain) : String(BigInt(decimal) + BigInt(delta));
}
