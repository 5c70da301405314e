import { describe, expect, it } from 'vitest';
import { readArguments } from './read-arguments.js';

describe('readArguments', () => {
  it('fills in what is not given', () => {
    expect(readArguments(['throughput', '--events', '500', '--json'])).toEqual({
      kind: 'throughput',
      options: {
        ...{ rounds: 5, events: 500, nestEvents: 300, idleEvents: 100, callMs: 50, warmUpEvents: 500 },
        json: true,
      },
    });
  });

  it('takes small numbers where it shall be quick, unless others are given', () => {
    expect(readArguments(['throughput', '--quick', '--rounds', '2'])).toMatchObject({
      options: { rounds: 2, events: 2_000, nestEvents: 20, idleEvents: 3, warmUpEvents: 50, json: false },
    });
  });

  it.each([
    [['speed'], 'There is no bench "speed"'],
    [['throughput', '--events', 'many'], '--events takes a whole number from 1 on, not "many"'],
    [['throughput', '--rounds', '0'], '--rounds takes a whole number from 1 on'],
    [['throughput', '--evnets', '5'], '--evnets'],
  ])('refuses %s in words', (words, reason) => {
    expect(readArguments(words)).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) as string });
  });

  it('helps when nothing is asked', () => {
    expect(readArguments([])).toEqual({ kind: 'help' });
  });
});
