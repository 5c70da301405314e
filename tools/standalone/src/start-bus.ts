import { join } from 'node:path';
import { startKafka } from '@ce/kafka';
import { endLeftBrokers } from './end-left-brokers.js';
import type { Undo } from './undo.js';

export interface BusOptions {
  /** `BUS` and `KAFKA_…` as the services will get them; PostgreSQL carries the events when `BUS` is not there. */
  environment: Record<string, string>;
  /** Where a Kafka broker of this installation keeps its data. */
  dataDir: string;
  onStep: (step: string) => void;
}

/**
 * Makes ready what carries the events where that is Kafka: the brokers that `KAFKA_BROKERS` names, or one of our own.
 * The schema `bus` of the Postgres transport comes with the services' migrations.
 * @returns settings that the services need on top
 */
export async function startBus(options: BusOptions, undo: Undo): Promise<Record<string, string>> {
  const { environment, dataDir, onStep } = options;
  if (environment['BUS'] !== 'kafka' || environment['KAFKA_BROKERS'] !== undefined) return {};
  onStep('starting Kafka');
  const folder = join(dataDir, 'kafka');
  await endLeftBrokers(folder);
  const kafka = await startKafka({ dataDir: folder });
  undo.add(() => kafka.stop());
  return { KAFKA_BROKERS: kafka.brokers };
}
