export interface PartitionLag {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  /** Events written and not yet taken by the group. */
  readonly lag: number;
}

/** What a service reports about its bus. Injected by this class. */
export abstract class BusStatus {
  /** Asks the bus, so call it per scrape and not per event. Over all partitions of the group, whoever reads them. */
  abstract lag(): Promise<PartitionLag[]>;
  /** False after a crash that only a restart mends: liveness must fail. A bus that is away for now is healthy. */
  abstract isHealthy(): boolean;
  /** Why the subscription does not stand, in words for readiness; undefined when it does. */
  abstract absence(): string | undefined;
}
