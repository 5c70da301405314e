import { varintSize, writeVarint } from './varint.js';

/** A longer text is written faster by Node than letter by letter. Also the longest whose length takes one byte. */
const SHORT = 63;
const MOST_BYTES_OF_UNIT = 3;
const MOST_BYTES_OF_VARINT = 10;

/** Bytes as Kafka's protocol orders them, in one piece of memory that grows with them. */
export class ByteWriter {
  #bytes: Buffer;
  #at = 0;

  /** @param size bytes to begin with */
  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  get at(): number {
    return this.#at;
  }

  /** What is written so far; the same memory until more is written. */
  written(from = 0): Buffer {
    return this.#bytes.subarray(from, this.#at);
  }

  int8(value: number): void {
    this.#need(1);
    this.#at = this.#bytes.writeInt8(value, this.#at);
  }

  int16(value: number): void {
    this.#need(2);
    this.#at = this.#bytes.writeInt16BE(value, this.#at);
  }

  int32(value: number): void {
    this.#need(4);
    this.#at = this.#bytes.writeInt32BE(value, this.#at);
  }

  int64(value: bigint): void {
    this.#need(8);
    this.#at = this.#bytes.writeBigInt64BE(value, this.#at);
  }

  varint(value: number): void {
    this.#need(MOST_BYTES_OF_VARINT);
    this.#at = writeVarint(this.#bytes, this.#at, value);
  }

  /** With two bytes for the length before it. */
  string(text: string | null): void {
    if (text === null) return this.int16(-1);
    const size = Buffer.byteLength(text);
    this.int16(size);
    this.#need(size);
    this.#at += this.#bytes.write(text, this.#at);
  }

  /** With the length before it, as records have it. */
  content(content: Buffer | string | null | undefined): void {
    if (content === null || content === undefined) return this.varint(-1);
    if (typeof content === 'string') return this.#text(content);
    this.varint(content.length);
    this.#need(content.length);
    this.#at += content.copy(this.#bytes, this.#at);
  }

  /** Once more what lies there. */
  again(from: number, to: number): void {
    this.#need(to - from);
    this.#bytes.copyWithin(this.#at, from, to);
    this.#at += to - from;
  }

  /** A place for a number that is known later. */
  leave(size: number): number {
    this.#need(size);
    this.#at += size;
    return this.#at - size;
  }

  setInt32(at: number, value: number): void {
    this.#bytes.writeInt32BE(value, at);
  }

  /**
   * Writes the length of what follows into the place left for it, and moves that where the length takes another size.
   * @returns by how much
   */
  setLength(at: number, left: number): number {
    const length = this.#at - at - left;
    const moved = varintSize(length) - left;
    if (moved !== 0) {
      this.#need(moved);
      this.#bytes.copyWithin(at + left + moved, at + left, this.#at);
      this.#at += moved;
    }
    writeVarint(this.#bytes, at, length);
    return moved;
  }

  #text(text: string): void {
    const { length } = text;
    this.#need(length * MOST_BYTES_OF_UNIT + MOST_BYTES_OF_VARINT);
    if (length <= SHORT && this.#ascii(text)) return;
    this.#at = writeVarint(this.#bytes, this.#at, Buffer.byteLength(text));
    this.#at += this.#bytes.write(text, this.#at);
  }

  /** False, and nothing counted as written, where a letter takes more than a byte. */
  #ascii(text: string): boolean {
    const bytes = this.#bytes;
    const start = this.#at + 1;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) return false;
      bytes[start + index] = unit;
    }
    this.#at = writeVarint(bytes, this.#at, text.length) + text.length;
    return true;
  }

  #need(size: number): void {
    const needed = this.#at + size;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
