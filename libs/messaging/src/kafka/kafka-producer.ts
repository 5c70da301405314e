import type { Kafka, Producer, TopicMessages } from 'kafkajs';
import { Partitioners } from './kafkajs.js';
import { portions } from './portions.js';

/**
 * Sends in the order given: idempotent, acknowledged by all replicas, one request in flight. After an error the broker's
 * view of the sequence is unknown, so the next send starts with a new producer.
 */
export class OrderedProducer {
  #producer: Promise<Producer> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly kafka: Kafka) {}

  send(topicMessages: TopicMessages[]): Promise<void> {
    const sent = this.#last.then(() => this.#send(topicMessages));
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
      createPartitioner: Partitioners.DefaultPartitioner,
      // Bounded, so that a stopping service is not held up by a broker that is away; the caller tries again.
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 6 },
    });
    await producer.connect();
    return producer;
  }

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
