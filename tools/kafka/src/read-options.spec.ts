import { describe, expect, it } from 'vitest';
import { readOptions } from './read-options.js';

describe('readOptions', () => {
  it.each<[string[], object]>([
    [[], { nodes: 1, port: 9092 }],
    [['--nodes', '3', '--port', '19092'], { nodes: 3, port: 19_092 }],
    [['--data', '/data'], { nodes: 1, port: 9092, dataDir: '/data' }],
  ])('reads %j', (args, options) => {
    expect(readOptions(args)).toEqual({ kind: 'start', options });
  });

  it.each<[string[], string]>([
    [['--nodes', '2'], '--nodes takes 1 or 3.'],
    [['--port', 'high'], '--port takes a number'],
    [['--port', '70000'], '--port takes a number'],
    [['--brokers', '3'], "Unknown option '--brokers'"],
  ])('refuses %j', (args, problem) => {
    expect(readOptions(args)).toEqual({ kind: 'wrong', problem: expect.stringContaining(problem) as string });
  });
});
