const MAGIC = 0x184d2204;

/** The body is no LZ4 frame, or is cut off. */
export class BrokenLz4 extends Error {
  constructor() {
    super('The batch is marked as LZ4 and holds something else.');
    this.name = 'BrokenLz4';
  }
}

/** One LZ4 frame, as Kafka's clients write them. Source: LZ4 frame format 1.6.4 and block format. */
export function decompressLz4(frame: Buffer): Buffer {
  if (frame.length < 7 || frame.readUInt32LE(0) !== MAGIC) throw new BrokenLz4();
  const flags = frame.readUInt8(4);
  const [blockChecksums, contentSize] = [(flags & 0x10) !== 0, (flags & 0x08) !== 0];
  // Magic, flags, block descriptor, the size when it is there, and the header's checksum.
  let at = 6 + (contentSize ? 8 : 0) + 1;
  let out: Buffer = Buffer.allocUnsafe(Math.max(1_024, frame.length * 4));
  let length = 0;
  for (;;) {
    const word = frame.readUInt32LE(at);
    at += 4;
    if (word === 0) return out.subarray(0, length);
    const size = word & 0x7fffffff;
    const block = frame.subarray(at, at + size);
    at += size + (blockChecksums ? 4 : 0);
    if (word >>> 31 === 1) {
      out = withRoom(out, length, size);
      length += block.copy(out, length);
    } else ({ out, length } = readBlock(block, out, length));
  }
}

function readBlock(block: Buffer, target: Buffer, from: number): { out: Buffer; length: number } {
  let [out, length, at] = [target, from, 0];
  const byte = () => block[at++] ?? 255;
  const extended = (short: number) => {
    let [total, more] = [short, short === 15 ? 255 : 0];
    while (more === 255) {
      if (at >= block.length) throw new BrokenLz4();
      more = byte();
      total += more;
    }
    return total;
  };
  while (at < block.length) {
    const token = byte();
    const literals = extended(token >>> 4);
    out = withRoom(out, length, literals);
    length += block.copy(out, length, at, at + literals);
    at += literals;
    if (at >= block.length) break;
    const distance = byte() | (byte() << 8);
    const match = extended(token & 15) + 4;
    if (distance === 0 || distance > length) throw new BrokenLz4();
    out = withRoom(out, length, match);
    length = repeat(out, length, distance, match);
  }
  return { out, length };
}

/** Copies what stands `distance` bytes before; it may run into what it has just written. */
export function repeat(out: Buffer, length: number, distance: number, count: number): number {
  if (distance >= count) out.copy(out, length, length - distance, length - distance + count);
  else for (let n = 0; n < count; n += 1) out[length + n] = out[length + n - distance] ?? 0;
  return length + count;
}

function withRoom(out: Buffer, length: number, more: number): Buffer {
  if (length + more <= out.length) return out;
  const larger = Buffer.allocUnsafe((length + more) * 2);
  out.copy(larger, 0, 0, length);
  return larger;
}
