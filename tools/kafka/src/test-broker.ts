import { checkJava } from './check-java.js';
import { type RunningKafka, startKafka } from './start-kafka.js';

export type TestBroker = Pick<RunningKafka, 'brokers' | 'stop'>;

/**
 * Shall tests on a real broker run? Where Java is missing, or Maven and Kafka's jars are, they are left out, loudly; with `CI=true` they run
 * anyway, and fail for what is missing.
 */
export async function kafkaIsWanted(): Promise<boolean> {
  if (process.env['KAFKA_BROKERS'] !== undefined || process.env['CI'] === 'true') return true;
  const java = await checkJava();
  if (java.kind === 'ready') return true;
  console.error(`\n*** The Kafka suite is SKIPPED. ${java.reason} ***\n`);
  return false;
}

/** The broker that `KAFKA_BROKERS` names, or one of the test's own. */
export async function startTestBroker(): Promise<TestBroker> {
  const brokers = process.env['KAFKA_BROKERS'];
  return brokers === undefined ? startKafka() : { brokers, stop: async () => undefined };
}
