import type { Kafka } from 'kafkajs';
import type { PartitionLag } from '../bus-status.js';
import type { BusTransport } from '../bus-transport.js';
import type { BatchProcessor } from '../consume/process-batch.js';
import { replayTopic } from '../topic-policy.js';
import { ensureTopics } from './ensure-topics.js';
import type { FreshPacks } from './fresh-packs.js';
import { type ConsumerOptions, GroupConsumer } from './group-consumer.js';
import { KafkaWait } from './kafka-wait.js';
import { OrderedProducer } from './kafka-producer.js';
import { OutboxRelay } from './outbox-relay.js';
import { readKafkaLag } from './read-kafka-lag.js';
import { topicsOf } from './topic-settings.js';
import { withAdmin } from './with-admin.js';

export interface KafkaTransportOptions {
  readonly kafka: Kafka;
  /** The same brokers, without a second attempt and without a log. */
  readonly probe: Kafka;
  /** As `KAFKA_BROKERS` names them. */
  readonly brokers: string;
  readonly group: string;
  /** Of the database with the outbox. */
  readonly url: string;
  /** The service's schema, where its outbox is. */
  readonly schema: string;
  readonly fresh: FreshPacks;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly createTopics: boolean;
  readonly replication: number | undefined;
}

/** Reads by a consumer group, publishes by the relay of the service's outbox. */
export class KafkaTransport implements BusTransport {
  readonly #stopping = new AbortController();
  readonly #letters: OrderedProducer;
  readonly #events: OrderedProducer;
  #started = false;
  #consumer: GroupConsumer | undefined;
  #relay: OutboxRelay | undefined;
  #topics: readonly string[] = [];
  #wait: KafkaWait | undefined;

  constructor(private readonly options: KafkaTransportOptions) {
    // Two, because a dead letter must not wait behind a thousand events.
    this.#letters = new OrderedProducer(options.kafka);
    this.#events = new OrderedProducer(options.kafka);
  }

  async start(topics: readonly string[], processor: BatchProcessor): Promise<void> {
    const { probe, brokers } = this.options;
    this.#wait = new KafkaWait({
      ...{ brokers, journal: processor.journal, stopping: this.#stopping.signal },
      look: () => withAdmin(probe, async () => undefined),
    });
    await this.#wait.until(() => this.#open(topics, processor));
  }

  /** May be tried again after it has failed. */
  async #open(topics: readonly string[], processor: BatchProcessor): Promise<void> {
    const { kafka, group, url, schema, fresh, batchSize, concurrency, createTopics, replication } = this.options;
    await withAdmin(kafka, (admin) =>
      ensureTopics(admin, { topics: topicsOf(group), create: createTopics, replication }),
    );
    // A stop that came meanwhile waits for what it finds, and for nothing that begins later.
    if (this.#stopping.signal.aborted) return;
    if (this.#relay === undefined) {
      this.#relay = new OutboxRelay({
        ...{ url, service: group, schema, fresh, producer: this.#events },
        journal: processor.journal,
      });
      this.#relay.start();
    }
    if (topics.length > 0) await this.#join([...topics, replayTopic(group)], { batchSize, concurrency, processor });
    this.#started = true;
  }

  async #join(
    topics: readonly string[],
    how: Pick<ConsumerOptions, 'batchSize' | 'concurrency' | 'processor'>,
  ): Promise<void> {
    const { kafka, group } = this.options;
    await this.#consumer?.stop();
    this.#topics = topics;
    this.#consumer = new GroupConsumer({
      ...{ kafka, group, topics, producer: this.#letters, stopping: this.#stopping.signal },
      ...how,
    });
    await this.#consumer.start();
  }

  /** The consumer first: what its last batch published still leaves with the relay. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#consumer?.stop();
    await this.#relay?.stop();
    await Promise.all([this.#letters.close(), this.#events.close()]);
    this.#started = false;
  }

  async lag(): Promise<PartitionLag[]> {
    if (this.#topics.length === 0) return [];
    return withAdmin(this.options.kafka, (admin) => readKafkaLag(admin, this.options.group, this.#topics));
  }

  isHealthy(): boolean {
    return this.#consumer?.crashed !== true;
  }

  absence(): string | undefined {
    if (this.#started && this.#consumer?.joined !== false) return undefined;
    return (
      this.#wait?.reason ??
      `the service is not in its consumer group at Kafka (${this.options.brokers}) yet; it tries again by itself`
    );
  }
}
