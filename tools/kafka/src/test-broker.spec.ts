import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { kafkaIsWanted, ownKafkaIsWanted, startTestBroker } from './test-broker.js';

const withJava = () => Promise.resolve({ kind: 'ready' } as const);
const withoutJava = () => Promise.resolve({ kind: 'missing', reason: 'Install Java 17 or newer.' } as const);
const brokers = { KAFKA_BROKERS: '10.0.0.1:9092' };

let said: string[];
beforeEach(() => {
  said = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
});
afterEach(() => vi.restoreAllMocks());

describe('tests on a real Kafka', () => {
  it('run where it can be started, and are left out loudly where it cannot', async () => {
    expect(await Promise.all([kafkaIsWanted({}, withJava), ownKafkaIsWanted({}, withJava)])).toEqual([true, true]);
    expect(said).toEqual([]);
    expect(await Promise.all([kafkaIsWanted({}, withoutJava), ownKafkaIsWanted({}, withoutJava)])).toEqual([
      false,
      false,
    ]);
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('SKIPPED. Install Java 17 or newer.');
  });

  it('are required with CI=true, whatever is missing', async () => {
    expect(await kafkaIsWanted({ CI: 'true' }, withoutJava)).toBe(true);
    expect(await ownKafkaIsWanted({ CI: 'true', ...brokers }, withoutJava)).toBe(true);
  });

  it('run on the broker that KAFKA_BROKERS names, but for those that need one of their own', async () => {
    expect(await kafkaIsWanted(brokers, withoutJava)).toBe(true);
    expect(await ownKafkaIsWanted(brokers, withoutJava)).toBe(false);
    const start = vi.fn(() => Promise.resolve({ brokers: 'own:1', stop: () => Promise.resolve() }));
    expect((await startTestBroker(brokers, start)).brokers).toBe('10.0.0.1:9092');
    expect(start).not.toHaveBeenCalled();
    expect((await startTestBroker({}, start)).brokers).toBe('own:1');
  });
});
