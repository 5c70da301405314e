import type { ICustomPartitioner, Kafka, Message, Producer, TopicMessages } from 'kafkajs';
import { murmur2 } from './lean-client/murmur2.js';
import { portions } from './portions.js';

/** Whoever wanted this sent wants it no more; nothing was begun after that. */
export class SendingRevoked extends Error {
  /** For the client, which tries everything else again. */
  readonly retriable = false;

  constructor() {
    super('The messages were not sent, because their sender may not send any more.');
    this.name = 'SendingRevoked';
  }
}

/**
 * Sends in the order given: idempotent, acknowledged by all replicas, one request in flight. After an error the broker's
 * view of the sequence is unknown, so the next send starts with a new producer.
 */
export class OrderedProducer {
  #producer: Promise<Producer> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #allowed: AbortSignal | undefined;

  constructor(private readonly kafka: Kafka) {}

  /**
   * @param allowed once it is aborted, no further attempt begins; a request that is on its way may still arrive
   * @throws SendingRevoked as a cause
   */
  send(topicMessages: TopicMessages[], allowed?: AbortSignal): Promise<void> {
    const sent = this.#last.then(() => {
      this.#allowed = allowed;
      return this.#send(topicMessages);
    });
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  async #send(topicMessages: TopicMessages[]): Promise<void> {
    this.#producer ??= this.#open();
    try {
      const producer = await this.#producer;
      for (const request of portions(topicMessages)) {
        await producer.sendBatch({ acks: -1, timeout: 30_000, topicMessages: request });
      }
    } catch (error) {
      await this.#drop();
      throw error;
    }
  }

  async #open(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      maxInFlightRequests: 1,
      createPartitioner: this.#partitioner,
      // Bounded, so that a stopping service is not held up by a broker that is away; the caller tries again.
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 6 },
    });
    await producer.connect();
    return producer;
  }

  /** Java's. The client asks it anew at every attempt, and only here can an attempt still be held back. */
  readonly #partitioner: ICustomPartitioner = () => {
    return ({ message, partitionMetadata }) => {
      if (this.#allowed?.aborted === true) throw new SendingRevoked();
      return partitionOf(message, partitionMetadata.length);
    };
  };

  async #drop(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    await producer?.then((one) => one.disconnect()).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#drop();
  }
}

/** Every message of ours has a key; one without it, of a foreign topic's dead letter, lies with the empty key. */
function partitionOf({ key, partition }: Message, partitions: number): number {
  if (partition !== undefined) return partition;
  const bytes = typeof key === 'string' ? Buffer.from(key) : (key ?? Buffer.alloc(0));
  return (murmur2(bytes) & 0x7fff_ffff) % partitions;
}
