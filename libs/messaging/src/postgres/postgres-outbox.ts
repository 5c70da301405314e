import type { CloudEvent } from '@ce/contracts';
import type { EntityManager } from 'typeorm';
import { encodeEvent } from '../publish/encode-event.js';
import { Outbox } from '../publish/outbox.js';
import { topicOf } from '../publish/topic-of.js';
import { appendToLog } from './append-to-log.js';

/** The log is the outbox: the event is in it when the business transaction commits. */
export class PostgresOutbox extends Outbox {
  async publish(manager: EntityManager, events: readonly CloudEvent[]): Promise<void> {
    const messages = events.map((event) => ({ topic: topicOf(event), content: encodeEvent(event) }));
    await appendToLog((sql, parameters) => manager.query(sql, parameters), messages);
  }
}
