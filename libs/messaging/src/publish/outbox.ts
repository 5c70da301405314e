import type { CloudEvent } from '@ce/contracts';
import type { EntityManager } from 'typeorm';

/**
 * Publishes events with the business transaction: they leave if it commits and never if it does not.
 * Injected by this class; what stands behind it depends on `BUS`.
 */
export abstract class Outbox {
  /**
   * One multi-row insert. Build the events with `createEvent` of @ce/contracts, which names topic and key.
   * Events of one key are read in the order in which their transactions wrote them.
   *
   * @param manager the manager of the running transaction
   * @throws UnknownEventType when an event's type is not in the contracts, because that is a fault of the calling code
   */
  abstract publish(manager: EntityManager, events: readonly CloudEvent[]): Promise<void>;
}
