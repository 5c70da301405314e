import type { RecentTexts } from './recent-texts.js';

/**
 * Kafka's variable-length integers: zigzag-coded, seven bits to a byte. Source: kafka.apache.org/protocol, "Protocol
 * Primitive Types".
 */

/** Up to here four bytes are enough, and 32-bit arithmetic is exact. */
const SMALL = 2 ** 27;

export function varintSize(value: number): number {
  if (value >= SMALL || value < -SMALL) return largeVarint(value).length;
  const zigzag = (value << 1) ^ (value >> 31);
  if (zigzag < 0x80) return 1;
  if (zigzag < 0x4000) return 2;
  return zigzag < 0x20_0000 ? 3 : 4;
}

/** @returns the position behind it */
export function writeVarint(target: Buffer, at: number, value: number): number {
  if (value >= SMALL || value < -SMALL) {
    const bytes = largeVarint(value);
    target.set(bytes, at);
    return at + bytes.length;
  }
  let rest = (value << 1) ^ (value >> 31);
  let next = at;
  for (; rest >= 0x80; rest >>>= 7) target[next++] = (rest & 0x7f) | 0x80;
  target[next++] = rest;
  return next;
}

function largeVarint(value: number): number[] {
  const bytes: number[] = [];
  const signed = BigInt(value);
  let rest = BigInt.asUintN(64, (signed << 1n) ^ (signed >> 63n));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return bytes;
}

/** Reads one after the other. */
export class VarintReader {
  constructor(
    readonly buffer: Buffer,
    public offset: number,
  ) {}

  /** A value beyond the safe integers loses its last digits; no length, offset or time is that large. */
  next(): number {
    let byte = this.buffer[this.offset++] ?? 0;
    if (byte < 0x80) return (byte >>> 1) ^ -(byte & 1);
    let result = byte & 0x7f;
    for (let shift = 7; shift < 28; shift += 7) {
      byte = this.buffer[this.offset++] ?? 0;
      result |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (result >>> 1) ^ -(result & 1);
    }
    let large = BigInt(result);
    for (let shift = 28n; byte >= 0x80; shift += 7n) {
      byte = this.buffer[this.offset++] ?? 0;
      large |= BigInt(byte & 0x7f) << shift;
    }
    return Number((large >> 1n) ^ -(large & 1n));
  }

  /** Bytes with their length before them; null for the length -1. They share the memory of the whole. */
  bytes(): Buffer | null {
    const length = this.next();
    if (length < 0) return null;
    const bytes = this.buffer.subarray(this.offset, this.offset + length);
    this.offset += length;
    return bytes;
  }

  /** Passes over bytes or a text. */
  skip(): void {
    const length = this.next();
    if (length > 0) this.offset += length;
  }

  /** @param place by which `recent` knows it */
  text(recent: RecentTexts, place: number): string | null {
    const length = this.next();
    if (length < 0) return null;
    const from = this.offset;
    this.offset += length;
    return recent.read(place, this.buffer, from, this.offset);
  }
}
