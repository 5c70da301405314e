import type { BatchProcessor } from './consume/process-batch.js';
import type { PartitionLag } from './bus-status.js';

/** What stands behind the strategy: one of the two ways in which a group reads its topics. */
export interface BusTransport {
  /**
   * Begins to read the topics and resolves when the subscription stands; runs on its own from then on. Waits for a bus
   * that is away, until `stop`; rejects for what waiting does not mend.
   * @param topics may be empty: a service that only publishes
   */
  start(topics: readonly string[], processor: BatchProcessor): Promise<void>;
  /** Drains: no new batch, the batches in hand finish, positions move, the group's others take over. */
  stop(): Promise<void>;
  lag(): Promise<PartitionLag[]>;
  isHealthy(): boolean;
  absence(): string | undefined;
}
