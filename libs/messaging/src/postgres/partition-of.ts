/**
 * The partition of a key: FNV-1a, 32 bits, over its UTF-8 bytes. It must never change, or events of one key would be
 * read from two partitions at once.
 */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(key, 'utf8')) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0) % partitions;
}
