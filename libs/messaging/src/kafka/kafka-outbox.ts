import type { CloudEvent } from '@ce/contracts';
import type { EntityManager } from 'typeorm';
import { encodeEvent } from '../publish/encode-event.js';
import { Outbox } from '../publish/outbox.js';
import { topicOf } from '../publish/topic-of.js';

/** The relay sleeps on this channel; the payload is the service's schema. */
export const OUTBOX_CHANNEL = 'ce_outbox';

/** A row per event in the service's own schema, written with the business; the relay brings it to Kafka. */
export class KafkaOutbox extends Outbox {
  constructor(private readonly schema: string) {
    super();
  }

  async publish(manager: EntityManager, events: readonly CloudEvent[]): Promise<void> {
    if (events.length === 0) return;
    const rows = events.map((event, place) => ({ place, topic: topicOf(event), ...encodeEvent(event) }));
    await manager.query(
      `insert into "${this.schema}".bus_outbox (topic, key, headers, value)
       select topic, key, headers, value
       from jsonb_to_recordset($1::jsonb) as row(place integer, topic text, key text, headers jsonb, value text)
       order by place`,
      [JSON.stringify(rows)],
    );
    await manager.query('select pg_notify($1, $2)', [OUTBOX_CHANNEL, this.schema]);
  }
}
