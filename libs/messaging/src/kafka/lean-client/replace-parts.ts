import { createRequire } from 'node:module';
import { LazyRecord, type RecordBatchContext } from './decode-record.js';
import { leanProduce, type ProduceEncoder } from './encode-produce.js';
import { groupByPartition } from './group-by-partition.js';
import { type RequestQueueClass, restEmptyQueue } from './rest-empty-queue.js';

/** The one release whose parts are known to fit. */
export const KNOWN_RELEASE = '2.2.4';

/** Files of kafkajs, and what stands in for what each exports. */
export const parts: ReadonlyMap<string, (original: unknown) => object> = new Map<string, (original: unknown) => object>(
  [
    ['protocol/requests/produce/v3/request.js', (original) => leanProduce(original as ProduceEncoder)],
    ['protocol/recordBatch/record/v0/decoder.js', () => readRecord],
    ['producer/groupMessagesPerPartition.js', () => groupByPartition],
  ],
);

const replaced = new WeakSet<object>();

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
  for (const [path, replace] of parts) {
    const file = require.resolve(`kafkajs/src/${path}`);
    const original = require(file) as object;
    const loaded = require.cache[file];
    if (loaded === undefined || replaced.has(original)) continue;
    const part = replace(original);
    replaced.add(part);
    loaded.exports = part;
  }
  restEmptyQueue(require('kafkajs/src/network/requestQueue/index.js') as RequestQueueClass);
}
