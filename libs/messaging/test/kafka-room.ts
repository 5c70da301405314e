import { migrate, serviceDataSource } from '@ce/database';
import { startKafka } from '@ce/kafka';
import { startTestDatabase } from '@ce/testing';
import { z } from 'zod';
import { buildBus } from '../src/build-bus.js';
import { silentJournal } from '../src/consume/bus-journal.js';
import { busSettings, runtimeMigrations } from '../src/index.js';
import { kafkaClient } from '../src/kafka/kafka-client.js';
import type { ConformanceBus, Member } from '../src/testing/conformance-bus.js';
import { anEmail } from '../src/testing/email-events.js';
import { joinGroup } from '../src/testing/join-group.js';

const database = { schema: 'mail_room', entities: [], migrations: [...runtimeMigrations] };
export const leads = Array.from({ length: 40 }, (_, lead) => lead);
export type KafkaRoom = Awaited<ReturnType<typeof startKafkaRoom>>;

/** A broker and a database of the file's own, and a service that publishes and joins groups there. */
export async function startKafkaRoom() {
  // As many brokers out there are set: whoever asks for a topic makes it. Our services must not.
  const [broker, server] = await Promise.all([startKafka({ autoCreateTopics: true }), startTestDatabase()]);
  const dataSource = serviceDataSource(database, { url: server.url, poolSize: 10, applicationName: 'tests' });
  await dataSource.initialize();
  await migrate(dataSource, database.schema);
  const settingsWith = (more: Record<string, string> = {}) =>
    z.object(busSettings).parse({ BUS: 'kafka', KAFKA_BROKERS: broker.brokers, ...more });
  const admin = kafkaClient('tests', settingsWith(), silentJournal).admin();
  await admin.connect();
  const build = (group: string, more: Record<string, string> = {}) =>
    buildBus({ group, settings: settingsWith(more), dataSource, journal: silentJournal });
  const members: Member[] = [];
  return {
    ...{ broker, databaseUrl: server.url, schema: database.schema, dataSource, admin, settingsWith, build },
    join: async (group: string, handle: Parameters<typeof joinGroup>[2], more: Record<string, string> = {}) => {
      const bus = { build: (name: string) => build(name, more) } as unknown as ConformanceBus;
      const member = await joinGroup(bus, group, handle);
      members.push(member);
      return member;
    },
    publish: (connection: string, subject: string, of = leads) =>
      dataSource.transaction((manager) =>
        build('p').outbox.publish(
          manager,
          of.map((lead) => anEmail(connection, lead, subject)),
        ),
      ),
    /** Events that the relay has not sent yet. */
    waiting: async () => {
      const [row] = await dataSource.query<{ count: string }[]>(
        'select coalesce(sum(events), 0) as count from bus_outbox where refused is null',
      );
      return Number(row?.count);
    },
    listen: (bus: ReturnType<typeof build>) =>
      new Promise<void>((resolve, reject) => {
        bus.strategy.listen((error) => (error instanceof Error ? reject(error) : resolve()));
      }),
    drain: async () => {
      await Promise.all(members.splice(0).map((member) => member.drain()));
    },
    stop: async () => {
      await admin.disconnect();
      await dataSource.destroy();
      await server.close();
      await broker.stop();
    },
  };
}
