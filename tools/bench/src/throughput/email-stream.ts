import { emailSent } from '@ce/contracts';
import { recordId } from '@ce/demo';
import { Kafka, logLevel, type Message, type Producer } from 'kafkajs';
import { LEADS } from './stage.js';

/** With its envelope an email is about the kilobyte that the specification counts (spec C7). */
const BODY = 'A sentence of an email that somebody wrote to a lead. '.repeat(14);
export const SOURCE = '/bench/ce';
const AT_ONCE = 2_000;

/** Publishes emails as CE's services do; keeps when each was handed to the client. */
export class EmailStream {
  /** Milliseconds of the clock, by event id. */
  readonly publishedAt = new Map<string, number>();
  readonly #producer: Producer;
  #next = 0;

  constructor(
    brokers: string,
    private readonly connectionId: string,
  ) {
    const kafka = new Kafka({ clientId: 'bench-ce', brokers: brokers.split(','), logLevel: logLevel.ERROR });
    this.#producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  }

  connect(): Promise<void> {
    return this.#producer.connect();
  }

  end(): Promise<void> {
    return this.#producer.disconnect();
  }

  /** Prepared beforehand, so that making them does not count. Ids begin with `prefix`. */
  prepare(count: number, prefix: string): PreparedEmail[] {
    return Array.from({ length: count }, () => this.#email(prefix));
  }

  /** @returns when the first one was handed over. Milliseconds of the clock. */
  async publish(topic: string, emails: readonly PreparedEmail[]): Promise<number> {
    const begin = Date.now();
    for (let from = 0; from < emails.length; from += AT_ONCE) {
      const part = emails.slice(from, from + AT_ONCE);
      const now = Date.now();
      for (const { id } of part) this.publishedAt.set(id, now);
      await this.#producer.send({ topic, messages: part.map(({ message }) => message) });
    }
    return begin;
  }

  #email(prefix: string): PreparedEmail {
    this.#next += 1;
    const id = `${prefix}-${this.#next}`;
    const now = new Date().toISOString();
    const record = { type: 'Lead', id: recordId('Lead', (this.#next % LEADS) + 1) } as const;
    const data = {
      connectionId: this.connectionId,
      record,
      at: now,
      from: 'ava@ce.example.com',
      to: ['lead@customer.example'],
      subject: `A question about your plans, ${this.#next}`,
      body: BODY,
    };
    const headers = {
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: SOURCE,
      ce_type: emailSent.type,
      ce_time: now,
      ce_partitionkey: `${this.connectionId}/${record.id}`,
      'content-type': 'application/json',
    };
    return { id, message: { key: headers.ce_partitionkey, headers, value: JSON.stringify(data) } };
  }
}

export interface PreparedEmail {
  id: string;
  message: Message;
}
