import type { Admin, ITopicMetadata } from 'kafkajs';
import { awaitTopics } from './await-topics.js';
import { ConfigResourceTypes } from './kafkajs.js';
import { type ExistingTopic, missingProblem, topicProblems } from './topic-problems.js';
import { topicConfig } from './topic-settings.js';

/** The broker's topics are not what the contracts say; lists all that is wrong. */
export class TopicsError extends Error {
  constructor(
    readonly problems: readonly string[],
    cause?: unknown,
  ) {
    super(`${problems.length} topic(s) need attention.\n  - ${problems.join('\n  - ')}`, { cause });
    this.name = 'TopicsError';
  }
}

export interface WantedTopics {
  readonly topics: readonly string[];
  readonly create: boolean;
  readonly replication: number | undefined;
}

/**
 * Creates what is missing, when it may, and compares the rest with the contracts. Nothing that exists is changed:
 * another number of partitions would move keys, and that is a decision for people.
 * @throws TopicsError
 */
export async function ensureTopics(admin: Admin, wanted: WantedTopics): Promise<void> {
  const known = new Set(await admin.listTopics());
  const missing = wanted.topics.filter((topic) => !known.has(topic));
  if (missing.length > 0) {
    if (!wanted.create) throw new TopicsError(missing.map(missingProblem));
    await createTopics(admin, missing, wanted.replication);
  }
  const described = await awaitTopics(admin, [...wanted.topics]);
  const present = described.filter(({ name }) => known.has(name));
  const problems = (await withSettings(admin, present)).flatMap(topicProblems);
  if (problems.length > 0) throw new TopicsError(problems);
}

async function createTopics(admin: Admin, missing: string[], replication: number | undefined): Promise<void> {
  try {
    await admin.createTopics({
      // The client's own wait ends with an error while the broker has not heard of its new topic; `awaitTopics` waits.
      waitForLeaders: false,
      topics: missing.map((topic) => topicConfig(topic, replication)),
    });
  } catch (error) {
    const { errors } = error as { errors?: { topic?: string; message: string }[] };
    if (errors === undefined) throw error;
    const fix = 'Correct KAFKA_REPLICATION or the service’s rights, or create the topic yourself.';
    throw new TopicsError(
      errors.map(({ topic, message }) => `${topic ?? 'A topic'} could not be created: ${message}. ${fix}`),
      error,
    );
  }
}

async function withSettings(admin: Admin, present: readonly ITopicMetadata[]): Promise<ExistingTopic[]> {
  if (present.length === 0) return [];
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: present.map(({ name }) => ({
      type: ConfigResourceTypes.TOPIC,
      name,
      configNames: ['cleanup.policy', 'retention.ms', 'max.message.bytes'],
    })),
  });
  const settings = new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  return present.map(({ name, partitions }) => ({
    name,
    partitions: partitions.length,
    settings: settings.get(name) ?? {},
  }));
}
