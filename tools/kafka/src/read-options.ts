import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { KafkaOptions } from './start-kafka.js';

export const USAGE = `npm run kafka -- [--nodes 1|3] [--port N] [--data FOLDER]

Runs Apache Kafka on this machine until Ctrl-C, and prints its address for KAFKA_BROKERS. Needs Java 17,
and Maven once.
  --nodes 1|3     brokers (default: 1); with 3 every topic has three copies and one broker may be lost
  --port N        the first broker\u2019s port; the others follow (default: 9092)
  --data FOLDER   where topics are kept; without it they go with the broker
`;

export type Reading = { kind: 'start'; options: KafkaOptions } | { kind: 'help' } | { kind: 'wrong'; problem: string };

/** What was typed; pure. */
export function readOptions(args: readonly string[]): Reading {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        nodes: { type: 'string', default: '1' },
        port: { type: 'string', default: '9092' },
        data: { type: 'string' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    return { kind: 'wrong', problem: (error as Error).message };
  }
  const { nodes, port, data, help } = values;
  if (help === true) return { kind: 'help' };
  if (nodes !== '1' && nodes !== '3') return { kind: 'wrong', problem: '--nodes takes 1 or 3.' };
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_533) {
    return { kind: 'wrong', problem: '--port takes a number from 1 to 65533.' };
  }
  const options: KafkaOptions = { nodes: nodes === '3' ? 3 : 1, port: Number(port) };
  return { kind: 'start', options: data === undefined ? options : { ...options, dataDir: resolve(data) } };
}
