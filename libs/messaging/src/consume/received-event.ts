import type { EventDefinition, EventOf } from '@ce/contracts';

/** An event that was read, fits its schema, and knows where it stood. */
export interface ReceivedEvent<Definition extends EventDefinition = EventDefinition> {
  readonly event: EventOf<Definition>;
  /** The topic it was published to, also when it comes back as a replay. */
  readonly topic: string;
  readonly partition: number;
  /** Position in the partition, a whole number; grows with every event of one key. */
  readonly offset: string;
}

export interface BatchContext {
  /**
   * Aborted when the batch no longer belongs to this process: the partition went to another member or the connection
   * is lost. Whatever is not stored by then comes again, there or here. Shutdown does not abort; it waits for the batch.
   */
  readonly signal: AbortSignal;
  /** Tells the broker that a long batch is alive. The runtime does so by itself every few seconds while a handler waits. */
  heartbeat(): Promise<void>;
}
