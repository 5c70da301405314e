import type { CloudEvent } from '@ce/contracts';
import type { EntityManager } from 'typeorm';
import { Outbox } from '../publish/outbox.js';
import { packEvents } from '../publish/pack-events.js';

/** The relay sleeps on this channel; the payload is the service's schema. */
export const OUTBOX_CHANNEL = 'ce_outbox';

/** Rows in the service's own schema, written with the business, many events in each; the relay brings them to Kafka. */
export class KafkaOutbox extends Outbox {
  constructor(private readonly schema: string) {
    super();
  }

  async publish(manager: EntityManager, events: readonly CloudEvent[]): Promise<void> {
    if (events.length === 0) return;
    const packs = packEvents(events);
    await manager.query(
      `with written as (
         insert into "${this.schema}".bus_outbox (events, pack)
         select events, pack from unnest($1::int[], $2::text[]) with ordinality as given (events, pack, place)
         order by place
       ) select pg_notify($3, $4)`,
      [packs.map((pack) => pack.events), packs.map(({ text }) => text), OUTBOX_CHANNEL, this.schema],
    );
  }
}
