import { policyOf } from '../topic-policy.js';
import { settingsOf } from './topic-settings.js';

/** A topic as the broker has it. */
export interface ExistingTopic {
  readonly name: string;
  readonly partitions: number;
  /** Empty without the right to read a topic's settings; that is no reason to stop. */
  readonly settings: Readonly<Record<string, string>>;
}

/** How to make a topic by hand. */
export function missingProblem(topic: string): string {
  const settings = Object.entries(settingsOf(topic)).map(([name, value]) => `${name}=${value}`);
  return `${topic} does not exist. Create it with ${policyOf(topic).partitions} partition(s) and ${settings.join(', ')}, or set KAFKA_CREATE_TOPICS to true.`;
}

/** Where a topic is kept in a way that would lose events or order, as sentences with what to do. */
export function topicProblems({ name, partitions, settings }: ExistingTopic): string[] {
  const wanted = settingsOf(name);
  const contract = policyOf(name).partitions;
  const problems: string[] = [];
  if (partitions < contract) {
    problems.push(
      `${name} has ${partitions} partition(s), the contract says ${contract}. Add partitions while nothing is published to it.`,
    );
  }
  const cleanup = settings['cleanup.policy'];
  // Both together would drop old states of a compacted topic, and all emails but the newest of each record elsewhere.
  if (cleanup !== undefined && cleanup !== wanted['cleanup.policy']) {
    problems.push(
      `${name} has cleanup.policy=${cleanup}, the contract says ${wanted['cleanup.policy']}. Change the topic’s setting.`,
    );
  }
  for (const setting of ['retention.ms', 'max.message.bytes']) {
    const [actual, least] = [settings[setting], wanted[setting]];
    if (actual === undefined || least === undefined || isAtLeast(actual, least)) continue;
    problems.push(`${name} has ${setting}=${actual}, the contract says ${least} or more. Raise the topic’s setting.`);
  }
  return problems;
}

/** Minus one means without end. */
function isAtLeast(actual: string, least: string): boolean {
  return actual === '-1' || BigInt(actual) >= BigInt(least);
}
