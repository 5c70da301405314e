import { databaseSettings } from '@ce/database';
import { busSettings, openBusOperations } from '@ce/messaging';
import { readSettings } from '@ce/service-kit';
import type { Answer } from './answer.js';
import { USAGE } from './command.js';
import { readCommand } from './read-command.js';
import { runCommand } from './run-command.js';

/**
 * One call of the command line.
 * @throws SettingsError when the environment does not name a bus
 */
export async function operateBus(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Answer> {
  const reading = readCommand(args);
  if (reading.kind === 'help') return { kind: 'done', lines: [USAGE.trimEnd()] };
  if (reading.kind === 'wrong') return { kind: 'refused', problem: `${reading.problem} See: npm run bus -- --help` };
  const settings = readSettings('bus', busSettings, environment);
  // With Kafka no database is needed, and none needs to be named.
  const database = settings.BUS === 'kafka' ? undefined : readSettings('bus', databaseSettings, environment);
  const bus = await openBusOperations(settings, database?.DATABASE_URL.reveal());
  try {
    return await runCommand(reading.command, bus);
  } finally {
    await bus.close();
  }
}
