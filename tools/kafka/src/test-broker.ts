import { checkJava, type JavaCheck } from './check-java.js';
import { type RunningKafka, startKafka } from './start-kafka.js';

export type TestBroker = Pick<RunningKafka, 'brokers' | 'stop'>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Shall tests run that start brokers of their own? Where Java is missing, or Maven and Kafka's jars are, they are left out,
 * loudly; with `CI=true` they run anyway, and fail for what is missing.
 */
export async function ownKafkaIsWanted(
  environment: Environment = process.env,
  check: () => Promise<JavaCheck> = checkJava,
): Promise<boolean> {
  if (environment['CI'] === 'true') return true;
  const java = await check();
  if (java.kind === 'ready') return true;
  console.error(`\n*** The Kafka suite is SKIPPED. ${java.reason} ***\n`);
  return false;
}

/** Shall tests run that are content with any broker? As `ownKafkaIsWanted`, and wherever `KAFKA_BROKERS` names one. */
export async function kafkaIsWanted(
  environment: Environment = process.env,
  check: () => Promise<JavaCheck> = checkJava,
): Promise<boolean> {
  return environment['KAFKA_BROKERS'] !== undefined || (await ownKafkaIsWanted(environment, check));
}

/** The broker that `KAFKA_BROKERS` names, or one of the test's own. It may hold what others left. */
export async function startTestBroker(
  environment: Environment = process.env,
  start: () => Promise<TestBroker> = startKafka,
): Promise<TestBroker> {
  const brokers = environment['KAFKA_BROKERS'];
  return brokers === undefined ? start() : { brokers, stop: async () => undefined };
}
