import { topics } from '@ce/contracts';
import { describe, expect, it } from 'vitest';
import { missingProblem, topicProblems } from './topic-problems.js';
import { settingsOf } from './topic-settings.js';

const existing = (name: keyof typeof topics, settings: Record<string, string> = {}, partitions?: number) => ({
  name,
  partitions: partitions ?? topics[name].partitions,
  settings: { ...settingsOf(name), ...settings },
});

describe('topicProblems', () => {
  it.each([
    ['as the contract says', existing('ce.email.v1')],
    ['with more partitions', existing('ce.email.v1', {}, 24)],
    ['kept for ever', existing('ce.email.v1', { 'retention.ms': '-1' })],
    ['whose settings may not be read', { name: 'ce.email.v1', partitions: 12, settings: {} }],
  ])('takes a topic %s', (_, topic) => {
    expect(topicProblems(topic)).toEqual([]);
  });

  it.each([
    [existing('ce.email.v1', {}, 6), 'ce.email.v1 has 6 partition(s), the contract says 12.'],
    [
      existing('salesforce.connection.v1', { 'cleanup.policy': 'delete' }),
      'cleanup.policy=delete, the contract says compact',
    ],
    [existing('salesforce.connection.v1', { 'cleanup.policy': 'compact,delete' }), 'the contract says compact.'],
    [existing('ce.email.v1', { 'cleanup.policy': 'compact,delete' }), 'the contract says delete.'],
    [existing('ce.email.v1', { 'retention.ms': '86400000' }), 'retention.ms=86400000, the contract says 1209600000'],
    [
      existing('ce.email.v1', { 'max.message.bytes': '1048588' }),
      'max.message.bytes=1048588, the contract says 8388608',
    ],
  ])('refuses %j', (topic, problem) => {
    const problems = topicProblems(topic);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('lets a dead letter be larger than the message it was', () => {
    expect(Number(settingsOf('auth.dead-letter')['max.message.bytes'])).toBeGreaterThan(
      Number(settingsOf('ce.email.v1')['max.message.bytes']),
    );
  });

  it('says how to make a missing topic', () => {
    expect(missingProblem('salesforce.connection.v1')).toContain(
      'Create it with 3 partition(s) and cleanup.policy=compact, max.message.bytes=8388608',
    );
  });
});
