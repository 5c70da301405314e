import { SettingsError } from '@ce/service-kit';
import type { DataSource } from 'typeorm';
import { addressOf } from './address-of.js';
import type { BusStatus } from './bus-status.js';
import { BusStrategy } from './bus-strategy.js';
import { type BusJournal, silentJournal } from './consume/bus-journal.js';
import type { RetryPolicy } from './consume/deliver-part.js';
import type { DeadLetters } from './dead-letters/dead-letters.js';
import { FreshPacks } from './kafka/fresh-packs.js';
import { KafkaDeadLetters } from './kafka/kafka-dead-letters.js';
import { KafkaOutbox } from './kafka/kafka-outbox.js';
import { KafkaTransport } from './kafka/kafka-transport.js';
import { kafkaClient } from './kafka/kafka-client.js';
import { PostgresDeadLetters } from './postgres/postgres-dead-letters.js';
import { PostgresOutbox } from './postgres/postgres-outbox.js';
import { PostgresTransport } from './postgres/postgres-transport.js';
import type { Outbox } from './publish/outbox.js';
import type { BusSettings } from './settings/bus-settings.js';
import { checkBusSettings } from './settings/check-bus-settings.js';

export interface BusParts {
  readonly group: string;
  readonly settings: BusSettings;
  /** The service's own, made by @ce/database. */
  readonly dataSource: DataSource;
  readonly journal: BusJournal;
  readonly policy?: RetryPolicy;
}

export interface Bus {
  readonly outbox: Outbox;
  readonly deadLetters: DeadLetters;
  readonly status: BusStatus;
  readonly strategy: BusStrategy;
}

/**
 * All parts of one service's bus, as `BUS` says; nothing is connected yet.
 * @throws SettingsError when settings do not fit together
 */
export function buildBus(parts: BusParts): Bus {
  const problems = checkBusSettings(parts.settings);
  if (problems.length > 0) throw new SettingsError(parts.group, problems);
  return parts.settings.BUS === 'kafka' ? kafkaBus(parts) : postgresBus(parts);
}

function postgresBus({ group, settings, dataSource, journal, policy }: BusParts): Bus {
  const transport = new PostgresTransport({
    group,
    url: addressOf(dataSource).url,
    database: dataSource,
    batchSize: settings.BUS_BATCH_SIZE,
    concurrency: settings.BUS_CONCURRENCY,
  });
  return {
    outbox: new PostgresOutbox(),
    deadLetters: new PostgresDeadLetters(dataSource, group),
    status: transport,
    strategy: new BusStrategy(transport, journal, policy),
  };
}

function kafkaBus({ group, settings, dataSource, journal, policy }: BusParts): Bus {
  const brokers = settings.KAFKA_BROKERS ?? '';
  const kafka = kafkaClient(group, settings, journal);
  // As many attempts as there are brokers: it asks another one each time.
  const probe = kafkaClient(group, settings, silentJournal, brokers.split(',').length - 1);
  const { url, schema } = addressOf(dataSource);
  const fresh = new FreshPacks();
  const transport = new KafkaTransport({
    ...{ kafka, probe, brokers, group, url, schema, fresh },
    batchSize: settings.BUS_BATCH_SIZE,
    concurrency: settings.BUS_CONCURRENCY,
    createTopics: settings.KAFKA_CREATE_TOPICS,
    replication: settings.KAFKA_REPLICATION,
  });
  return {
    outbox: new KafkaOutbox(schema, fresh),
    deadLetters: new KafkaDeadLetters(kafka, group),
    status: transport,
    strategy: new BusStrategy(transport, journal, policy),
  };
}
