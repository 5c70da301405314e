import type { IHeaders, Message } from 'kafkajs';
import type { ByteWriter } from './byte-writer.js';

/** What most lengths of records take. */
const LENGTH_SIZE = 2;

/**
 * Writes the records of a batch (magic 2), one after the other. Most headers of a record are those of the record before it, so
 * that as many as begin alike are copied in one go. Source: kafka.apache.org, "Message Format", Record.
 */
export class RecordWriter {
  readonly #names: string[] = [];
  readonly #contents: unknown[] = [];
  /** Of the headers of the record before, where each ends, in bytes after the first one's beginning. */
  readonly #ends: number[] = [];
  #begin = 0;

  constructor(private readonly out: ByteWriter) {}

  /** @param offsetDelta the record's place in its batch */
  write({ key, value, headers = {} }: Message, offsetDelta: number): void {
    const { out } = this;
    const start = out.leave(LENGTH_SIZE);
    // No attributes of records are in use.
    out.int8(0);
    const timestampDelta = 0;
    out.varint(timestampDelta);
    out.varint(offsetDelta);
    out.content(key);
    out.content(value);
    out.varint(countLines(headers));
    this.#headers(headers);
    this.#begin += out.setLength(start, LENGTH_SIZE);
  }

  #headers(headers: IHeaders): void {
    const { out } = this;
    const begin = out.at;
    let place = 0;
    let alike = true;
    for (const name in headers) {
      const content = headers[name];
      if (alike && this.#isAsBefore(place, name, content)) {
        place += 1;
        continue;
      }
      if (alike) this.#repeat(place);
      alike = false;
      if (Array.isArray(content)) for (const one of content) this.#line(name, one);
      else this.#line(name, content);
      this.#names[place] = name;
      this.#contents[place] = content;
      this.#ends[place] = out.at - begin;
      place += 1;
    }
    if (alike) this.#repeat(place);
    this.#ends.length = place;
    this.#begin = begin;
  }

  #isAsBefore(place: number, name: string, content: unknown): boolean {
    return place < this.#ends.length && this.#names[place] === name && this.#contents[place] === content;
  }

  /** The first headers of the record before. */
  #repeat(count: number): void {
    if (count > 0) this.out.again(this.#begin, this.#begin + (this.#ends[count - 1] ?? 0));
  }

  #line(name: string, content: Buffer | string | undefined): void {
    this.out.content(name);
    this.out.content(content);
  }
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
