import { describe, expect, it } from 'vitest';
import { BrokenSnappy, decompressSnappy } from './decompress-snappy.js';

/** "ab", and eight bytes more from two back. */
const raw = Buffer.from([10, 0x04, 0x61, 0x62, 0x11, 0x02]);
const header = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
const sized = (block: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, block.length]), block]);

describe('decompressSnappy', () => {
  it('reads what librdkafka writes', () => {
    expect(decompressSnappy(raw).toString()).toBe('ababababab');
  });

  it('reads the frames of Java’s clients, block by block', () => {
    expect(decompressSnappy(Buffer.concat([header, sized(raw), sized(raw)])).toString()).toBe('ab'.repeat(10));
  });

  it('refuses what points outside of it', () => {
    expect(() => decompressSnappy(Buffer.from([10, 0x04, 0x61, 0x62, 0x11, 0x09]))).toThrow(BrokenSnappy);
    expect(() => decompressSnappy(Buffer.from([11, 0x04, 0x61, 0x62, 0x11, 0x02]))).toThrow(BrokenSnappy);
  });
});
