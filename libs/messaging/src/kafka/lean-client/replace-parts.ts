import { createRequire } from 'node:module';
import { LazyRecord, type RecordBatchContext } from './decode-record.js';
import { encodeRecord } from './encode-record.js';
import { groupByPartition } from './group-by-partition.js';
import { type RequestQueueClass, restEmptyQueue } from './rest-empty-queue.js';

/** The one release whose parts are known to fit. */
export const KNOWN_RELEASE = '2.2.4';

/** Files of kafkajs, and what stands in for what each exports. */
export const parts: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['protocol/recordBatch/record/v0/index.js', encodeRecord],
  ['protocol/recordBatch/record/v0/decoder.js', readRecord],
  ['producer/groupMessagesPerPartition.js', groupByPartition],
]);

function readRecord(decoder: { buffer: Buffer; offset: number }, batch: RecordBatchContext): LazyRecord {
  return new LazyRecord(decoder, batch);
}

/**
 * Puts our parts into the client before it is loaded (ADR 8). Another release keeps its own; a spec says so then. Where
 * something else has loaded the client before, it goes on with its own too.
 */
export function replaceParts(): void {
  const require = createRequire(import.meta.url);
  const { version } = require('kafkajs/package.json') as { version: string };
  if (version !== KNOWN_RELEASE) return;
  for (const [path, part] of parts) {
    const file = require.resolve(`kafkajs/src/${path}`);
    require(file);
    const loaded = require.cache[file];
    if (loaded !== undefined) loaded.exports = part;
  }
  restEmptyQueue(require('kafkajs/src/network/requestQueue/index.js') as RequestQueueClass);
}
