import { describe, expect, it } from 'vitest';
import { BrokenLz4, decompressLz4 } from './decompress-lz4.js';

const header = [0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82];
const end = [0, 0, 0, 0];
/** "ab", fifteen and four and one bytes more from two back, and the closing literal "c". */
const block = [0x2f, 0x61, 0x62, 2, 0, 1, 0x10, 0x63];

describe('decompressLz4', () => {
  it('reads compressed and stored blocks of a frame', () => {
    const stored = [2, 0, 0, 0x80, 0x78, 0x79];
    const frame = Buffer.from([...header, block.length, 0, 0, 0, ...block, ...stored, ...end]);
    expect(decompressLz4(frame).toString()).toBe(`${'ab'.repeat(11)}cxy`);
  });

  it('refuses what is no frame, or points outside of it', () => {
    expect(() => decompressLz4(Buffer.from('not a frame'))).toThrow(BrokenLz4);
    const outside = Buffer.from([...header, 5, 0, 0, 0, 0x20, 0x61, 0x62, 9, 0, ...end]);
    expect(() => decompressLz4(outside)).toThrow(BrokenLz4);
  });
});
