const SEED = 0x9747b28c;
const FACTOR = 0x5bd1e995;

/** The hash by which Java's client chooses a key's partition, as a signed 32-bit number. */
export function murmur2(key: Buffer): number {
  const whole = key.length & ~3;
  let hash = SEED ^ key.length;
  for (let at = 0; at < whole; at += 4) {
    let part = Math.imul(key.readInt32LE(at), FACTOR);
    part = Math.imul(part ^ (part >>> 24), FACTOR);
    hash = Math.imul(hash, FACTOR) ^ part;
  }
  if (key.length > whole) {
    for (let at = key.length - 1; at >= whole; at -= 1) hash ^= (key[at] ?? 0) << (8 * (at - whole));
    hash = Math.imul(hash, FACTOR);
  }
  hash = Math.imul(hash ^ (hash >>> 13), FACTOR);
  return hash ^ (hash >>> 15);
}
