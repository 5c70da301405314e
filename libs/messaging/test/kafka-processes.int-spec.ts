import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, serviceDataSource } from '@ce/database';
import { ownKafkaIsWanted, type RunningKafka, startKafka } from '@ce/kafka';
import { type RunningPostgres, startPostgres } from '@ce/postgres';
import { eventually } from '@ce/testing';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildBus } from '../src/build-bus.js';
import { silentJournal } from '../src/consume/bus-journal.js';
import { done } from '../src/consume/outcome.js';
import { busSettings, runtimeMigrations } from '../src/index.js';
import { kafkaClient } from '../src/kafka/kafka-client.js';
import { toKafka } from '../src/kafka/kafka-message.js';
import { OrderedProducer } from '../src/kafka/kafka-producer.js';
import { withAdmin } from '../src/kafka/with-admin.js';
import { encodeEvent } from '../src/publish/encode-event.js';
import type { ConformanceBus, Member } from '../src/testing/conformance-bus.js';
import { anEmail } from '../src/testing/email-events.js';
import { joinGroup } from '../src/testing/join-group.js';
import { Notebook, noteOf } from '../src/testing/notebook.js';
import { createTaken, startTakingMember, type Taken, type TakingMember } from '../src/testing/taking-member-client.js';

const database = { schema: 'mail_room', entities: [], migrations: [...runtimeMigrations] };
const TOPIC = 'ce.email.v1';
const leads = Array.from({ length: 60 }, (_, lead) => lead);
/** The broker forgets a member after this time without a heartbeat. */
const SESSION_MS = 10_000;

describe.runIf(await ownKafkaIsWanted())('consumer processes on Kafka', () => {
  let broker: RunningKafka;
  let folder: string;
  let postgres: RunningPostgres;
  let dataSource: DataSource;
  let producer: OrderedProducer;
  let given: Record<string, string>;
  const processes: TakingMember[] = [];
  const members: Member[] = [];

  const settings = () => z.object(busSettings).parse(given);
  const build = (group: string) => buildBus({ group, settings: settings(), dataSource, journal: silentJournal });
  const startDatabase = (port?: number) =>
    startPostgres({ dataDir: folder, durable: false, database: 'test', ...(port === undefined ? {} : { port }) });
  const startProcess = async (group: string) => {
    const member = await startTakingMember({ url: postgres.url, schema: database.schema, group, settings: given });
    processes.push(member);
    return member;
  };
  const joinHere = async (group: string, handle: Parameters<typeof joinGroup>[2]) => {
    const member = await joinGroup({ build } as unknown as ConformanceBus, group, handle);
    members.push(member);
    return member;
  };
  /** Straight to Kafka, as a foreign publisher. */
  const send = (connection: string, subject: string, of = leads) =>
    producer.send([
      { topic: TOPIC, messages: of.map((lead) => toKafka(encodeEvent(anEmail(connection, lead, subject)))) },
    ]);
  const takenOf = (connection: string) =>
    dataSource.query<Taken[]>('select id, key, subject, partition, at from taken where key like $1 order by place', [
      `${connection}%`,
    ]);
  const expectOrder = (taken: readonly Taken[], connection: string, rounds: readonly string[]) => {
    for (const lead of leads) {
      const key = anEmail(connection, lead, '').partitionkey;
      const firsts = new Map(taken.filter((one) => one.key === key).map((one) => [one.subject, one]));
      expect([...firsts.keys()]).toEqual(rounds);
    }
  };
  const memberIds = (group: string) =>
    withAdmin(kafkaClient('tests', settings(), silentJournal), async (admin) => {
      const [described] = (await admin.describeGroups([group])).groups;
      return { state: described?.state, ids: described?.members.map(({ memberId }) => memberId).sort() };
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ce-processes-'));
    [broker, postgres] = await Promise.all([startKafka(), startDatabase()]);
    given = { BUS: 'kafka', KAFKA_BROKERS: broker.brokers };
    dataSource = serviceDataSource(database, { url: postgres.url, poolSize: 10, applicationName: 'tests' });
    await dataSource.initialize();
    await migrate(dataSource, database.schema);
    await createTaken(dataSource);
    producer = new OrderedProducer(kafkaClient('foreign-publisher', settings(), silentJournal));
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((one) => one.end('SIGKILL')));
    await Promise.all(members.splice(0).map((member) => member.drain()));
  });
  afterAll(async () => {
    await producer.close();
    await dataSource.destroy();
    await postgres.stop().catch(() => undefined);
    await broker.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('restarts three processes one after the other under load: nothing lost, in order, no partition stalled', async () => {
    const [connection, group] = [randomUUID(), `rolling-${randomUUID().slice(0, 8)}`];
    const running = await Promise.all([1, 2, 3].map(() => startProcess(group)));
    const sentAt = new Map<string, number>();
    let restarting = true;
    const load = (async () => {
      for (let round = 0; restarting; round += 1) {
        const subject = String(round).padStart(6, '0');
        sentAt.set(subject, Date.now());
        await send(connection, subject);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })();
    const count = async () => (await takenOf(connection)).length;
    await eventually(async () => expect(await count()).toBeGreaterThan(leads.length));
    const codes: (number | null)[] = [];
    for (const member of running) {
      codes.push(await member.end('SIGTERM'));
      await startProcess(group);
      const before = await count();
      await eventually(async () => expect(await count()).toBeGreaterThan(before + leads.length));
    }
    restarting = false;
    await load;
    const expected = sentAt.size * leads.length;
    await eventually(async () => expect(new Set((await takenOf(connection)).map(({ id }) => id)).size).toBe(expected));

    const taken = await takenOf(connection);
    expect(codes).toEqual([0, 0, 0]);
    expectOrder(taken, connection, [...sentAt.keys()]);
    const stalls = new Map<number, number>();
    for (const { partition, subject, at } of taken) {
      const wait = at.getTime() - (sentAt.get(subject) ?? 0);
      stalls.set(partition, Math.max(stalls.get(partition) ?? 0, wait));
    }
    const longest = Math.max(...stalls.values());
    process.stdout.write(
      `rolling restart: ${expected} events, ${taken.length - expected} seen twice; longest wait per partition: ` +
        [...stalls]
          .sort(([a], [b]) => a - b)
          .map(([partition, ms]) => `${partition}: ${ms} ms`)
          .join(', ') +
        '\n',
    );
    expect(stalls.size).toBeGreaterThan(8);
    // A process that drains hands its partitions over; nobody waits for the broker to miss it, as after a kill.
    expect(longest).toBeLessThan(SESSION_MS);
  });

  it('has another replica relay within seconds when the one that relayed is killed, each key in order', async () => {
    const [connection, group] = [randomUUID(), `relay-${randomUUID().slice(0, 8)}`];
    const [notebook, outbox] = [new Notebook(), build(group).outbox];
    const holders = () =>
      dataSource.query<{ pid: number }[]>(
        `select pid from pg_locks join pg_stat_activity using (pid)
         where locktype = 'advisory' and granted and application_name like '%-relay-bus'`,
      );
    // The first one leads, because it is alone.
    const leader = await startProcess(group);
    await eventually(async () => expect(await holders()).toHaveLength(1));
    const [before] = await holders();
    await startProcess(group);
    await joinHere(`reader-${group}`, notebook.take);
    let killing = true;
    const rounds: string[] = [];
    const load = (async () => {
      while (killing && rounds.length < 2_000) {
        const subject = String(rounds.length);
        rounds.push(subject);
        await dataSource.transaction((manager) =>
          outbox.publish(
            manager,
            leads.map((lead) => anEmail(connection, lead, subject)),
          ),
        );
      }
    })();
    await eventually(() => expect(notebook.of(connection).length).toBeGreaterThan(leads.length * 5));
    await leader.end('SIGKILL');
    const killedAt = performance.now();
    await eventually(async () => {
      const [after] = await holders();
      expect(after?.pid).toBeDefined();
      expect(after?.pid).not.toBe(before?.pid);
    });
    const takeover = performance.now() - killedAt;
    const then = rounds.length;
    await eventually(() => expect(rounds.length).toBeGreaterThan(then + 5));
    killing = false;
    await load;
    const expected = rounds.length * leads.length;
    await eventually(() => expect(new Set(notebook.of(connection).map(({ id }) => id)).size).toBe(expected));
    process.stdout.write(`relay: taken over ${Math.round(takeover)} ms after the kill; ${expected} events\n`);
    for (const lead of leads) {
      const key = anEmail(connection, lead, '').partitionkey;
      const subjects = notebook.of(connection).filter((note) => note.key === key);
      expect([...new Set(subjects.map(({ subject }) => subject))]).toEqual(rounds);
    }
    await eventually(async () => expect(await dataSource.query<unknown[]>('select id from bus_outbox')).toEqual([]));
  });

  it('pauses while PostgreSQL is away and stays in its group, during a long batch of another group too', async () => {
    const connection = randomUUID();
    const [away, long] = [`away-${randomUUID().slice(0, 8)}`, `long-${randomUUID().slice(0, 8)}`];
    const stored: string[] = [];
    const member = await joinHere(away, async (events) => {
      await dataSource.transaction((manager) => manager.query('select count(*) from taken'));
      stored.push(
        ...events
          .map(noteOf)
          .filter((note) => note.connectionId === connection)
          .map(({ id }) => id),
      );
      return events.map(() => done());
    });
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const [notebook, calls] = [new Notebook(), [] as number[]];
    await joinHere(long, async (events, context) => {
      const own = events.map(noteOf).filter((note) => note.connectionId === connection);
      if (own.length > 0) {
        calls.push(own.length);
        await held;
      }
      return notebook.take(events, context);
    });
    const lag = async () => (await member.bus.status.lag()).reduce((sum, one) => sum + one.lag, 0);
    await eventually(async () => expect(await lag()).toBe(0));
    const before = [await memberIds(away), await memberIds(long)];
    expect(before.map(({ state }) => state)).toEqual(['Stable', 'Stable']);

    await postgres.stop();
    const stoppedAt = Date.now();
    await send(connection, 'patient', [1]);
    await eventually(() => expect(calls).toEqual([1]));
    // Longer than the broker waits for a silent member.
    await eventually(() => expect(Date.now() - stoppedAt).toBeGreaterThan(SESSION_MS + 2_000));
    expect([await memberIds(away), await memberIds(long)]).toEqual(before);
    expect(stored).toEqual([]);
    expect(member.bus.status.isHealthy()).toBe(true);
    expect(await lag()).toBe(1);

    postgres = await startDatabase(postgres.port);
    letGo();
    await eventually(() => expect(stored).toHaveLength(1));
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['patient']));
    expect(calls).toEqual([1]);
    expect(await member.bus.deadLetters.list()).toEqual([]);
    expect([await memberIds(away), await memberIds(long)]).toEqual(before);
  });

  it('leaves a batch at once when another member joins, and the batch comes again', async () => {
    const [connection, group] = [randomUUID(), `leaving-${randomUUID().slice(0, 8)}`];
    const notebook = new Notebook();
    const left: boolean[] = [];
    let begun = false;
    await joinHere(group, (events, context) => {
      const own = events.map(noteOf).some((note) => note.connectionId === connection);
      if (!own || left.length > 0) return notebook.take(events, context);
      begun = true;
      // Works until it is told to leave, and answers nothing then.
      return new Promise((_, reject) => {
        const leave = () => {
          left.push(true);
          reject(new Error('left'));
        };
        context.signal.addEventListener('abort', leave, { once: true });
      });
    });
    await send(connection, 'left', [1]);
    // A new group reads all that the other tests have left in the topic before it comes to this.
    await eventually(() => expect(begun).toBe(true));
    expect((await memberIds(group)).ids).toHaveLength(1);
    const other = new Notebook();
    await joinHere(group, other.take);
    await eventually(() => expect(left).toEqual([true]));
    await eventually(() => expect([...notebook.subjects(connection), ...other.subjects(connection)]).toEqual(['left']));
    expect((await memberIds(group)).ids).toHaveLength(2);
  });
});
