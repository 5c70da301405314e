import { describe, expect, it } from 'vitest';
import { partitionOf } from './partition-of.js';

describe('partitionOf', () => {
  // The published test vectors of FNV-1a: what is stored by them must stay where it is.
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('hashes %j as the standard says', (key, hash) => {
    expect(partitionOf(key, 2 ** 32)).toBe(hash);
  });

  it('spreads keys evenly', () => {
    const counts = Array<number>(12).fill(0);
    for (let at = 0; at < 12_000; at += 1) {
      const partition = partitionOf(`connection-7/00Q5e00000${at}`, 12);
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1_200);
  });
});
