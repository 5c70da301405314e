import type { EachBatchPayload } from 'kafkajs';
import { BatchAbandoned } from '../consume/deliver-part.js';
import { type BatchProcessor, processBatch } from '../consume/process-batch.js';
import { type MessageBatch, messageBatch } from '../consume/message-batch.js';
import type { MessageContent } from '../consume/raw-message.js';
import { keepAlive } from './keep-alive.js';
import { fromKafka } from './kafka-message.js';

export interface BatchTaking {
  readonly processor: BatchProcessor;
  readonly batchSize: number;
  readonly stopping: AbortSignal;
  /** Resolves when the broker has them. */
  readonly writeDeadLetters: (letters: readonly MessageContent[]) => Promise<void>;
}

/**
 * One fetched batch of one partition, in parts of the batch size. After each part: dead letters, then the offset, then
 * the next. It leaves early when the group rebalances, the partition was moved, or the service stops; what has no
 * offset by then comes again.
 */
export async function takeBatch(payload: EachBatchPayload, taking: BatchTaking): Promise<void> {
  const { batch } = payload;
  const { topic, partition } = batch;
  for (let from = 0; from < batch.messages.length; from += taking.batchSize) {
    if (!payload.isRunning() || payload.isStale() || taking.stopping.aborted) return;
    const part = batch.messages.slice(from, from + taking.batchSize);
    const messages = messageBatch(topic, part, (message) => fromKafka(topic, partition, message));
    const settled = await takePart(messages, payload, taking);
    if (!settled) return;
    const last = from + taking.batchSize >= batch.messages.length ? batch.lastOffset() : part.at(-1)?.offset;
    if (last !== undefined) await commit(payload, part.at(-1)?.offset ?? last, last);
  }
}

async function takePart(messages: MessageBatch, payload: EachBatchPayload, taking: BatchTaking): Promise<boolean> {
  const alive = keepAlive(() => payload.heartbeat());
  try {
    const conditions = { signal: alive.signal, stopping: taking.stopping, heartbeat: () => alive.heartbeat() };
    const letters = await alive.orLeave(processBatch(messages, taking.processor, conditions));
    if (letters.length > 0) await taking.writeDeadLetters(letters);
    return true;
  } catch (error) {
    // The client needs the broker's own error to join again; a stop needs none.
    if (alive.signal.aborted) throw alive.signal.reason;
    if (error instanceof BatchAbandoned) return false;
    throw error;
  } finally {
    alive.end();
  }
}

/** `lastOffset` may lie behind the last message: transactions leave marks that nobody sees. */
async function commit(payload: EachBatchPayload, lastMessage: string, lastOffset: string): Promise<void> {
  const { topic, partition } = payload.batch;
  payload.resolveOffset(lastMessage);
  const offset = String(BigInt(lastOffset) + 1n);
  await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
  await payload.heartbeat();
}
