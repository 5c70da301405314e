import type { Admin, ITopicMetadata } from 'kafkajs';
import { policyOf } from '../topic-policy.js';
import { awaitTopics } from './await-topics.js';
import { ConfigResourceTypes } from './kafkajs.js';
import { topicSettings } from './topic-settings.js';

/** The broker's topics are not what the contracts say; lists all that is wrong. */
export class TopicsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`${problems.length} topic(s) need attention.\n  - ${problems.join('\n  - ')}`);
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
    await admin.createTopics({
      // The client's own wait ends with an error while the broker has not heard of its new topic; `awaitTopics` waits.
      waitForLeaders: false,
      topics: missing.map((topic) => topicSettings(topic, wanted.replication)),
    });
  }
  const described = await awaitTopics(admin, [...wanted.topics]);
  const present = described.filter(({ name }) => known.has(name));
  const problems =
    present.length === 0
      ? []
      : [
          ...checkPartitions(present),
          ...(await checkCleanup(
            admin,
            present.map(({ name }) => name),
          )),
        ];
  if (problems.length > 0) throw new TopicsError(problems);
}

function missingProblem(topic: string): string {
  const { partitions, cleanup } = policyOf(topic);
  return `${topic} does not exist. Create it with ${partitions} partition(s) and cleanup.policy=${cleanup}, or set KAFKA_CREATE_TOPICS to true.`;
}

function checkPartitions(present: readonly ITopicMetadata[]): string[] {
  return present
    .filter(({ name, partitions }) => partitions.length < policyOf(name).partitions)
    .map(({ name, partitions }) => {
      const { partitions: contract } = policyOf(name);
      return `${name} has ${partitions.length} partition(s), the contract says ${contract}. Add partitions while nothing is published to it.`;
    });
}

async function checkCleanup(admin: Admin, present: string[]): Promise<string[]> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: present.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configNames: ['cleanup.policy'] })),
  });
  return resources.flatMap(({ resourceName, configEntries }) => {
    const actual = configEntries[0]?.configValue;
    const { cleanup } = policyOf(resourceName);
    // Without the right to read a topic's settings nothing comes back; that is no reason to stop.
    if (actual === undefined || actual.split(',').includes(cleanup)) return [];
    return [`${resourceName} has cleanup.policy=${actual}, the contract says ${cleanup}. Change the topic’s setting.`];
  });
}
