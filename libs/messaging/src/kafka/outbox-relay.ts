import { backOff, pause } from '../consume/back-off.js';
import type { BusJournal } from '../consume/bus-journal.js';
import { Bell } from '../postgres/bell.js';
import { BusConnection } from '../postgres/bus-connection.js';
import { RELAY_LOCK } from '../postgres/locks.js';
import { OUTBOX_CHANNEL } from './kafka-outbox.js';
import type { OrderedProducer } from './kafka-producer.js';
import type { FreshPacks } from './fresh-packs.js';
import type { OutboxEvent } from '../publish/pack-events.js';
import { byTopic, dropSent, type OutboxRow, readOutbox, setAside } from './relay-step.js';

/** How often a replica in waiting asks for the lock, and a leader looks without being told. */
const LOOK_MS = 1_000;

export interface RelayOptions {
  readonly url: string;
  readonly service: string;
  readonly schema: string;
  /** What this process has just written. */
  readonly fresh: FreshPacks;
  readonly producer: OrderedProducer;
  readonly journal: BusJournal;
}

/**
 * Brings the outbox to Kafka in batches, in order. One replica of a service at a time: the one whose connection holds
 * the lock; when it dies the lock is free at once. Whoever has lost the connection begins no further attempt, because
 * another may be sending: an old event behind newer ones would be the last state of a compacted topic. Sent and not yet
 * deleted is sent again, so readers may see an event twice and never miss one.
 */
export class OutboxRelay {
  readonly #stopping = new AbortController();
  readonly #bell = new Bell();
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly options: RelayOptions) {}

  start(): void {
    this.#running = this.#live();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#bell.ring();
    await this.#running;
  }

  async #live(): Promise<void> {
    for (let failures = 0; !this.#stopping.signal.aborted;) {
      let connection: BusConnection | undefined;
      try {
        connection = await BusConnection.open(this.options.url, `${this.options.service}-relay`);
        await this.#relay(connection, () => (failures = 0));
      } catch (error) {
        failures += 1;
        this.options.journal.note('warn', 'the relay could not send; trying again', { failures, error });
        await pause(backOff(failures, 200, 5_000), this.#stopping.signal);
      } finally {
        this.options.fresh.want(false);
        await connection?.end();
      }
    }
  }

  async #relay(connection: BusConnection, onProgress: () => void): Promise<void> {
    const lost = new AbortController();
    connection.watch(
      (_, payload) => payload === this.options.schema && this.#bell.ring(),
      (error) => {
        lost.abort(error);
        this.#bell.ring();
      },
    );
    await connection.query(`listen ${OUTBOX_CHANNEL}`);
    let leading = false;
    while (!this.#stopping.signal.aborted) {
      lost.signal.throwIfAborted();
      leading ||= await this.#takeLock(connection);
      this.options.fresh.want(leading);
      const rows = leading ? await readOutbox(connection, this.options.schema, this.options.fresh.all()) : [];
      if (rows.length > 0) await this.#send(connection, rows, lost.signal);
      else await this.#bell.wait(LOOK_MS);
      onProgress();
    }
  }

  async #takeLock(connection: BusConnection): Promise<boolean> {
    const [row] = await connection.query<{ held: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as held', [
      RELAY_LOCK,
      this.options.schema,
    ]);
    return row?.held === true;
  }

  async #send(connection: BusConnection, rows: readonly OutboxRow[], lost: AbortSignal): Promise<void> {
    const { producer, schema, fresh } = this.options;
    fresh.forget(rows.map(({ id }) => id));
    try {
      await producer.send(byTopic(rows.flatMap(({ events }) => events)), lost);
      await dropSent(connection, schema, rows);
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      for (const row of rows) await this.#sendOneByOne(connection, row, lost);
    }
  }

  /** One of them is larger than the broker takes. */
  async #sendOneByOne(connection: BusConnection, row: OutboxRow, lost: AbortSignal): Promise<void> {
    const { producer, schema, journal } = this.options;
    const refused: OutboxEvent[] = [];
    for (const event of row.events) {
      try {
        await producer.send(byTopic([event]), lost);
      } catch (error) {
        if (!isTooLarge(error)) throw error;
        refused.push(event);
      }
    }
    if (refused.length === 0) return dropSent(connection, schema, [row]);
    await setAside(connection, schema, row, refused, 'larger than the topic’s max.message.bytes');
    for (const { topic, headers } of refused) {
      const facts = { topic, messageId: headers['ce_id'] };
      journal.note('error', 'an event is larger than the broker takes; it stays in the outbox, refused', facts);
    }
  }
}

function isTooLarge(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { type } = error as { type?: unknown };
  return type === 'MESSAGE_TOO_LARGE' || type === 'RECORD_LIST_TOO_LARGE' || isTooLarge(error.cause);
}
