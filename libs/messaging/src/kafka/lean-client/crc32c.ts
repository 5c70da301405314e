/** Castagnoli's polynomial, its lowest bit first. Source: RFC 3720, §12.1. */
const POLYNOMIAL = 0x82f6_3b78;
const SLICES = 8;

/** Of each byte its sum, and that sum after one to seven more bytes of zero: so eight bytes are added in one step. */
const table = new Int32Array(256 * SLICES);
for (let byte = 0; byte < 256; byte += 1) {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = (sum & 1) === 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
  table[byte] = sum;
}
for (let place = 256; place < table.length; place += 1) {
  const before = table[place - 256] ?? 0;
  table[place] = (before >>> 8) ^ (table[before & 0xff] ?? 0);
}

/** The sum by which Kafka checks a batch of records, as a signed 32-bit number. */
export function crc32c(bytes: Buffer): number {
  const whole = bytes.length & ~(SLICES - 1);
  let sum = -1;
  let at = 0;
  for (; at < whole; at += SLICES) {
    const first = sum ^ bytes.readInt32LE(at);
    const second = bytes.readInt32LE(at + 4);
    sum =
      of(first & 0xff, 7) ^
      of((first >>> 8) & 0xff, 6) ^
      of((first >>> 16) & 0xff, 5) ^
      of(first >>> 24, 4) ^
      of(second & 0xff, 3) ^
      of((second >>> 8) & 0xff, 2) ^
      of((second >>> 16) & 0xff, 1) ^
      of(second >>> 24, 0);
  }
  for (; at < bytes.length; at += 1) sum = of((sum ^ (bytes[at] ?? 0)) & 0xff, 0) ^ (sum >>> 8);
  return ~sum;
}

function of(byte: number, bytesBehind: number): number {
  return table[bytesBehind * 256 + byte] ?? 0;
}
