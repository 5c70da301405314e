import { randomUUID } from 'node:crypto';
import { ownKafkaIsWanted } from '@ce/kafka';
import { eventually } from '@ce/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { silentJournal } from '../src/consume/bus-journal.js';
import { kafkaClient } from '../src/kafka/kafka-client.js';
import { toKafka } from '../src/kafka/kafka-message.js';
import { OrderedProducer } from '../src/kafka/kafka-producer.js';
import { FreshPacks } from '../src/kafka/fresh-packs.js';
import { OutboxRelay } from '../src/kafka/outbox-relay.js';
import { encodeEvent } from '../src/publish/encode-event.js';
import { anEmail } from '../src/testing/email-events.js';
import { Notebook } from '../src/testing/notebook.js';
import { type KafkaRoom, leads, startKafkaRoom } from './kafka-room.js';

describe.runIf(await ownKafkaIsWanted())('Kafka in production, when something ends', () => {
  let room: KafkaRoom;
  beforeAll(async () => {
    room = await startKafkaRoom();
  });
  afterEach(() => room.drain());
  afterAll(() => room.stop());

  it('has one relay for all replicas, and another takes over within seconds', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await room.join('mail-room', notebook.take);
    await room.join('mail-room', notebook.take);
    const relays = (granted: string) =>
      room.dataSource.query<{ pid: number }[]>(
        `select pid from pg_locks join pg_stat_activity using (pid)
         where datname = current_database() and locktype = 'advisory'
           and application_name = 'mail-room-relay-bus' and ${granted}`,
      );
    await eventually(async () => expect(await relays('granted')).toHaveLength(1));
    await room.publish(connection, 'before');
    await eventually(() => expect(notebook.of(connection)).toHaveLength(leads.length));
    const [leader] = await relays('granted');
    await room.dataSource.query('select pg_terminate_backend($1)', [leader?.pid]);
    await room.publish(connection, 'after');
    await eventually(() => expect(notebook.of(connection)).toHaveLength(leads.length * 2), 10_000);
    expect(await room.waiting()).toBe(0);
  });

  it('loses nothing and keeps each key in order over a rolling restart under load', async () => {
    const connection = randomUUID();
    const group = `rolling-${randomUUID().slice(0, 8)}`;
    const notebook = new Notebook();
    const running = [
      await room.join(group, notebook.take),
      await room.join(group, notebook.take),
      await room.join(group, notebook.take),
    ];
    let restarting = true;
    const rounds: string[] = [];
    const load = (async () => {
      while (restarting) {
        const subject = String(rounds.length);
        rounds.push(subject);
        await room.publish(connection, subject);
      }
    })();
    for (const member of running) {
      await member.drain();
      await room.join(group, notebook.take);
    }
    restarting = false;
    await load;
    const expected = rounds.length * leads.length;
    await eventually(() => expect(new Set(notebook.of(connection).map((note) => note.id)).size).toBe(expected), 60_000);
    for (const lead of leads) {
      const key = anEmail(connection, lead, '').partitionkey;
      const seen = notebook.of(connection).filter((note) => note.key === key);
      const first = [...new Map(seen.map((note) => [note.id, note.subject])).values()];
      expect(first).toEqual(rounds);
    }
  });

  it('sends nothing more for a relay that lost PostgreSQL while the broker was away', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await room.join(`revoked-${randomUUID().slice(0, 8)}`, notebook.take);
    const producer = new OrderedProducer(kafkaClient('relay', room.settingsWith(), silentJournal));
    const send = (subject: string, allowed?: AbortSignal) =>
      producer.send(
        [{ topic: 'ce.email.v1', messages: [toKafka(encodeEvent(anEmail(connection, 1, subject)))] }],
        allowed,
      );
    const lost = new AbortController();
    await send('before', lost.signal);
    const restarted = room.broker.restart(0, 'SIGKILL');
    await eventually(() => expect(room.admin.listTopics()).rejects.toThrow());
    const sending = send('while it was away', lost.signal);
    lost.abort();
    // In words that it may not, unless the broker stays away for longer than it is tried.
    await expect(sending).rejects.toThrow();
    await restarted;
    await eventually(() => send('after'));
    await eventually(() => expect(notebook.subjects(connection)).toContain('after'));
    // A send that failed may have arrived all the same, and was repeated.
    expect([...new Set(notebook.subjects(connection))]).toEqual(['before', 'after']);
    await producer.close();
  });

  it('tells what a relay is sending that the relay has lost PostgreSQL', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const producer = new OrderedProducer(kafkaClient('relay', room.settingsWith(), silentJournal));
    // As the broker when it is away: neither sent nor refused.
    producer.send = (_, allowed) => {
      signals.push(allowed);
      return new Promise((_resolve, reject) => allowed?.addEventListener('abort', () => reject(new Error('revoked'))));
    };
    const { schema } = room;
    const relay = new OutboxRelay({
      url: room.databaseUrl,
      service: 'lonely',
      schema,
      fresh: new FreshPacks(),
      producer,
      journal: silentJournal,
    });
    relay.start();
    await room.publish(randomUUID(), 'held', [1]);
    await eventually(() => expect(signals).toHaveLength(1));
    expect(signals[0]?.aborted).toBe(false);
    await room.dataSource.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'lonely-relay-bus'`,
    );
    await eventually(() => expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]));
    await room.dataSource.query('delete from bus_outbox');
    await room.dataSource.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'lonely-relay-bus'`,
    );
    await relay.stop();
    await producer.close();
  });

  it('goes on after the broker was killed and came back', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    const member = await room.join(`restart-${randomUUID().slice(0, 8)}`, notebook.take);
    await room.publish(connection, 'before');
    await eventually(() => expect(notebook.of(connection)).toHaveLength(leads.length));
    const restarted = room.broker.restart(0, 'SIGKILL');
    await room.publish(connection, 'meanwhile');
    await restarted;
    await eventually(() => {
      expect(new Set(notebook.of(connection).map((note) => note.id)).size).toBe(leads.length * 2);
    }, 90_000);
    expect(member.bus.status.isHealthy()).toBe(true);
  });
});
