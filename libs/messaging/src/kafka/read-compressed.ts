import { decompress } from 'fzstd';
import { CompressionCodecs, CompressionTypes } from './kafkajs.js';
import { decompressLz4 } from './decompress-lz4.js';
import { decompressSnappy } from './decompress-snappy.js';

const readOnly = (read: (body: Buffer) => Uint8Array) => () => ({
  compress: async () => {
    throw new Error('Events are published without compression.');
  },
  decompress: async (body: Buffer) => Buffer.from(read(body)),
});

/**
 * Publishers compress as they like, and kafkajs knows gzip alone: a consumer that meets another codec ends for good, and
 * its partition with it.
 */
export function readCompressed(): void {
  CompressionCodecs[CompressionTypes.Snappy] = readOnly(decompressSnappy);
  CompressionCodecs[CompressionTypes.LZ4] = readOnly(decompressLz4);
  CompressionCodecs[CompressionTypes.ZSTD] = readOnly(decompress);
}
