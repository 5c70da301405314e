import { serviceDataSource } from '@ce/database';
import { SettingsError } from '@ce/service-kit';
import { silentJournal } from './consume/bus-journal.js';
import type { DeadLetters } from './dead-letters/dead-letters.js';
import { kafkaClient } from './kafka/kafka-client.js';
import { KafkaDeadLetters } from './kafka/kafka-dead-letters.js';
import { KafkaOffsets } from './kafka/kafka-offsets.js';
import type { GroupOffsets } from './offsets/group-offsets.js';
import { busDatabase } from './postgres/migrate-bus.js';
import { PostgresDeadLetters } from './postgres/postgres-dead-letters.js';
import { PostgresOffsets } from './postgres/postgres-offsets.js';
import type { BusSettings } from './settings/bus-settings.js';
import { checkBusSettings } from './settings/check-bus-settings.js';

/** What people do to a bus from outside its services. */
export interface BusOperations {
  deadLetters(group: string): DeadLetters;
  readonly offsets: GroupOffsets;
  close(): Promise<void>;
}

const NAME = 'bus-operations';
/** A person waits for the answer: a few seconds for a broker that restarts, and not half a minute for one that is not there. */
const RETRIES = 4;

/**
 * @param databaseUrl where the log of the Postgres transport is; not needed when `BUS` is kafka
 * @throws SettingsError when settings do not fit together
 */
export async function openBusOperations(
  settings: BusSettings,
  databaseUrl: string | undefined,
): Promise<BusOperations> {
  const problems = checkBusSettings(settings);
  if (settings.BUS === 'postgres' && databaseUrl === undefined) {
    problems.push('DATABASE_URL: is not set. BUS is postgres, so name the database, or set BUS to kafka.');
  }
  if (problems.length > 0) throw new SettingsError(NAME, problems);
  return settings.BUS === 'kafka' ? kafkaOperations(settings) : postgresOperations(databaseUrl ?? '');
}

function kafkaOperations(settings: BusSettings): BusOperations {
  const kafka = kafkaClient(NAME, settings, silentJournal, RETRIES);
  return {
    deadLetters: (group) => new KafkaDeadLetters(kafka, group),
    offsets: new KafkaOffsets(kafka),
    close: async () => undefined,
  };
}

async function postgresOperations(url: string): Promise<BusOperations> {
  const dataSource = serviceDataSource(busDatabase, { url, poolSize: 2, applicationName: NAME });
  await dataSource.initialize();
  return {
    deadLetters: (group) => new PostgresDeadLetters(dataSource, group),
    offsets: new PostgresOffsets(dataSource),
    close: () => dataSource.destroy(),
  };
}
