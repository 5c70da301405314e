import { deadLetterTopic } from '@ce/contracts';
import type { Consumer, Kafka } from 'kafkajs';
import type { BusJournal } from '../consume/bus-journal.js';
import type { BatchProcessor } from '../consume/process-batch.js';
import type { MessageContent } from '../consume/raw-message.js';
import { toDeadLetterRecord } from './kafka-dead-letters.js';
import { toKafka } from './kafka-message.js';
import type { OrderedProducer } from './kafka-producer.js';
import { takeBatch } from './take-batch.js';

export interface ConsumerOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topics: readonly string[];
  readonly batchSize: number;
  readonly concurrency: number;
  readonly processor: BatchProcessor;
  readonly producer: OrderedProducer;
  readonly stopping: AbortSignal;
}

/** A killed member is missed after this time; a long batch is not, because it sends heartbeats. */
const SESSION_MS = 10_000;
const HEARTBEAT_MS = 1_000;
/** How long the others wait for a member that has a batch in hand. */
const REBALANCE_MS = 30_000;
/** A stop waits for the fetch in flight. */
const LONG_POLL_MS = 500;
/**
 * What a fetch brings is decoded at once and lies in memory until handlers have taken it. Of each partition some three
 * hundred emails: twice as many take 10 MB more and are no faster. No less in all, because the client always asks for its
 * partitions in the same order, and the last ones would get nothing while the first ones are behind. A larger message comes
 * all the same, alone.
 */
const FETCH_BYTES_PER_PARTITION = 400_000;

/** One member of a Kafka consumer group. */
export class GroupConsumer {
  readonly #consumer: Consumer;
  #joined = false;
  #crashed = false;

  constructor(private readonly options: ConsumerOptions) {
    this.#consumer = options.kafka.consumer({
      groupId: options.group,
      // Topics are made or checked at start, never by asking for one, whatever the broker would allow.
      allowAutoTopicCreation: false,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: REBALANCE_MS,
      maxWaitTimeInMs: LONG_POLL_MS,
      maxBytesPerPartition: FETCH_BYTES_PER_PARTITION,
      retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: 8 },
    });
    this.#watch(options.processor.journal);
  }

  get joined(): boolean {
    return this.#joined;
  }

  /** Nothing but a restart brings it back. */
  get crashed(): boolean {
    return this.#crashed;
  }

  /** Resolves when the group has taken this member in. */
  async start(): Promise<void> {
    const { topics, concurrency, processor, batchSize, stopping } = this.options;
    const joined = new Promise<void>((resolve, reject) => {
      this.#consumer.on('consumer.group_join', () => resolve());
      this.#consumer.on('consumer.crash', ({ payload }) => {
        if (!payload.restart) reject(payload.error);
      });
    });
    // Awaited at the end; a step before that may throw first.
    joined.catch(() => undefined);
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: concurrency,
      eachBatch: (payload) =>
        takeBatch(payload, {
          processor,
          batchSize,
          stopping,
          writeDeadLetters: (letters) => this.#writeDeadLetters(letters),
        }),
    });
    await joined;
  }

  /** Waits for the batches in hand, and leaves the group so that the others take over at once. */
  async stop(): Promise<void> {
    await this.#consumer.disconnect();
    this.#joined = false;
  }

  async #writeDeadLetters(letters: readonly MessageContent[]): Promise<void> {
    const messages = letters.map((letter) => toKafka(toDeadLetterRecord(letter)));
    await this.options.producer.send([{ topic: deadLetterTopic(this.options.group), messages }]);
  }

  #watch(journal: BusJournal): void {
    const { group } = this.options;
    this.#consumer.on('consumer.group_join', ({ payload }) => {
      this.#joined = true;
      const partitions = Object.entries(payload.memberAssignment).map(([topic, list]) => `${topic}: ${list.length}`);
      journal.note('info', 'joined the group', { group, partitions });
    });
    this.#consumer.on('consumer.crash', ({ payload }) => {
      this.#joined = false;
      this.#crashed = !payload.restart;
      journal.note(payload.restart ? 'warn' : 'error', 'the consumer crashed', {
        group,
        restarts: payload.restart,
        error: payload.error,
      });
    });
  }
}
