import { repeat } from './decompress-lz4.js';

/** How Java's clients frame it: this header, two version words, then blocks with their size in front. */
const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER = 16;

/** The body is no Snappy, or is cut off. */
export class BrokenSnappy extends Error {
  constructor() {
    super('The batch is marked as Snappy and holds something else.');
    this.name = 'BrokenSnappy';
  }
}

/** Snappy in Java's frames or raw, as librdkafka writes it. Source: Snappy's format_description.txt. */
export function decompressSnappy(body: Buffer): Buffer {
  if (!body.subarray(0, 8).equals(XERIAL)) return readRaw(body);
  const blocks: Buffer[] = [];
  for (let at = XERIAL_HEADER; at < body.length;) {
    const size = body.readUInt32BE(at);
    blocks.push(readRaw(body.subarray(at + 4, at + 4 + size)));
    at += 4 + size;
  }
  return Buffer.concat(blocks);
}

function readRaw(block: Buffer): Buffer {
  const [size, start] = readLength(block);
  const out = Buffer.allocUnsafe(size);
  let [length, at] = [0, start];
  const little = (from: number, bytes: number) => block.readUIntLE(from, bytes);
  while (at < block.length) {
    const tag = block.readUInt8(at);
    at += 1;
    const high = tag >>> 2;
    if ((tag & 3) === 0) {
      const more = high < 60 ? 0 : high - 59;
      const literals = (more === 0 ? high : little(at, more)) + 1;
      at += more;
      if (length + literals > size || at + literals > block.length) throw new BrokenSnappy();
      length += block.copy(out, length, at, at + literals);
      at += literals;
      continue;
    }
    const kind = tag & 3;
    const distance = kind === 1 ? ((tag >>> 5) << 8) | block.readUInt8(at) : little(at, kind === 2 ? 2 : 4);
    const count = kind === 1 ? ((tag >>> 2) & 7) + 4 : high + 1;
    at += kind === 1 ? 1 : kind === 2 ? 2 : 4;
    if (distance === 0 || distance > length || length + count > size) throw new BrokenSnappy();
    length = repeat(out, length, distance, count);
  }
  if (length !== size) throw new BrokenSnappy();
  return out;
}

/** The uncompressed size, seven bits a byte, and where the data begins. */
function readLength(block: Buffer): [size: number, at: number] {
  let size = 0;
  for (let at = 0; at < 5; at += 1) {
    const byte = block.readUInt8(at);
    size += (byte & 127) * 2 ** (7 * at);
    if (byte < 128) return [size, at + 1];
  }
  throw new BrokenSnappy();
}
