import type { CloudEvent } from '@ce/contracts';
import type { EntityManager } from 'typeorm';
import { Outbox } from '../publish/outbox.js';
import type { FreshPacks } from './fresh-packs.js';
import { packEvents } from '../publish/pack-events.js';

/** The relay sleeps on this channel; the payload is the service's schema. */
export const OUTBOX_CHANNEL = 'ce_outbox';

/** Rows in the service's own schema, written with the business, many events in each; the relay brings them to Kafka. */
export class KafkaOutbox extends Outbox {
  constructor(
    private readonly schema: string,
    private readonly fresh: FreshPacks,
  ) {
    super();
  }

  async publish(manager: EntityManager, events: readonly CloudEvent[]): Promise<void> {
    if (events.length === 0) return;
    const packs = packEvents(events);
    // Each by itself, not as an array: the driver would copy the packs several times to escape them.
    const rows = packs.map((_, at) => `($${2 * at + 3}::int, $${2 * at + 4}::text)`);
    const written = await manager.query<{ id: string }[]>(
      `with written as (
         insert into "${this.schema}".bus_outbox (events, pack) values ${rows.join(', ')} returning id
       ) select id, case when id = max(id) over () then pg_notify($1, $2) end from written order by id`,
      [OUTBOX_CHANNEL, this.schema, ...packs.flatMap((pack) => [pack.events.length, pack.text])],
    );
    for (const [at, { id }] of written.entries()) {
      const pack = packs[at];
      if (pack !== undefined) this.fresh.keep(id, pack.events, pack.text.length);
    }
  }
}
