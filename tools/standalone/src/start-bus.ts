import { join } from 'node:path';
import { startKafka } from '@ce/kafka';
import { migrateBus } from '@ce/messaging';
import type { Undo } from './undo.js';

export interface BusOptions {
  /** `BUS` and `KAFKA_…` as the services will get them; PostgreSQL carries the events when `BUS` is not there. */
  environment: Record<string, string>;
  databaseUrl: string;
  /** Where a Kafka broker of this installation keeps its data. */
  dataDir: string;
  onStep: (step: string) => void;
}

/**
 * Makes ready what carries the events: the schema `bus` of the database, the brokers that `KAFKA_BROKERS` names, or a
 * broker of our own.
 * @returns settings that the services need on top
 */
export async function startBus(options: BusOptions, undo: Undo): Promise<Record<string, string>> {
  const { environment, databaseUrl, dataDir, onStep } = options;
  if (environment['BUS'] !== 'kafka') {
    await migrateBus(databaseUrl);
    return {};
  }
  if (environment['KAFKA_BROKERS'] !== undefined) return {};
  onStep('starting Kafka');
  const kafka = await startKafka({ dataDir: join(dataDir, 'kafka') });
  undo.add(() => kafka.stop());
  return { KAFKA_BROKERS: kafka.brokers };
}
