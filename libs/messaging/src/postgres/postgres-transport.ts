import { backOff, pause } from '../consume/back-off.js';
import type { BatchProcessor } from '../consume/process-batch.js';
import type { PartitionLag } from '../bus-status.js';
import type { BusTransport } from '../bus-transport.js';
import { replayTopic } from '../topic-policy.js';
import { BusSession } from './bus-session.js';
import { readLag } from './read-lag.js';
import { keepSwept } from './sweep-log.js';
import type { Queryable } from './queryable.js';

export interface PostgresTransportOptions {
  readonly url: string;
  readonly group: string;
  readonly batchSize: number;
  readonly concurrency: number;
  /** For lag and sweeping; the service's own pool. */
  readonly database: Queryable;
}

/** Reads the log as a member of the group; connects again for as long as it takes when the database goes away. */
export class PostgresTransport implements BusTransport {
  readonly #stopping = new AbortController();
  #joined = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: PostgresTransportOptions) {}

  async start(topics: readonly string[], processor: BatchProcessor): Promise<void> {
    const { url, group, batchSize, concurrency, database } = this.options;
    const stopping = this.#stopping.signal;
    const sweeping = keepSwept(database, processor.journal, stopping);
    if (topics.length === 0) {
      this.#running = sweeping;
      this.#joined = true;
      return;
    }
    const all = [...topics, replayTopic(group)];
    const open = () => BusSession.open({ url, group, topics: all, batchSize, concurrency, processor, stopping });
    const first = await open();
    this.#joined = true;
    processor.journal.note('info', 'joined the group', { group, topics });
    this.#running = Promise.all([this.#live(first, open, processor), sweeping]);
  }

  async #live(first: BusSession, open: () => Promise<BusSession>, { journal }: BatchProcessor): Promise<void> {
    let session: BusSession | undefined = first;
    for (let failures = 0; !this.#stopping.signal.aborted;) {
      try {
        session ??= await open();
        if (failures > 0) journal.note('info', 'the bus is back', { group: this.options.group });
        this.#joined = true;
        failures = 0;
        await session.run();
      } catch (error) {
        failures += 1;
        this.#joined = false;
        journal.note('warn', 'the bus is away; trying again', { group: this.options.group, failures, error });
        await pause(backOff(failures, 200, 5_000), this.#stopping.signal);
      }
      session = undefined;
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#joined = false;
  }

  lag(): Promise<PartitionLag[]> {
    return readLag(this.options.database, this.options.group);
  }

  isHealthy(): boolean {
    // An outage mends itself: the loop above never ends before `stop`.
    return true;
  }

  absence(): string | undefined {
    return this.#joined ? undefined : 'the bus is away or not joined yet; the service tries again by itself';
  }
}
