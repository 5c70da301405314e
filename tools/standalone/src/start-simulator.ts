import { join } from 'node:path';
import { freePort } from '@ce/postgres';
import { failureOf, START_WITHIN_MS } from './failure-of.js';
import { SupervisedProcess } from './supervised-process.js';
import type { Undo } from './undo.js';
import { waitUntilReady } from './wait-until-ready.js';
import { builtFile } from './workspace-files.js';

export interface SimulatorOptions {
  orgFile: string;
  clientId: string;
  clientSecret: string;
  port?: number;
}

export interface RunningSimulator {
  url: string;
  /** Points the services at it. */
  environment: Record<string, string>;
}

export async function startSimulator(options: SimulatorOptions, logs: string, undo: Undo): Promise<RunningSimulator> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const simulator = new SupervisedProcess({
    name: 'salesforce-simulator',
    file: builtFile('tools/salesforce-simulator', 'main.js'),
    args: ['--org', options.orgFile, '--port', String(port)],
    environment: {},
    logFile: join(logs, 'salesforce-simulator.log'),
  });
  simulator.start();
  undo.add(() => simulator.stop(5_000));
  await waitUntilReady(`${url}/services/data`, START_WITHIN_MS, () => failureOf(simulator, logs));
  return {
    url,
    environment: {
      SALESFORCE_PRODUCTION_LOGIN_URL: url,
      SALESFORCE_SANDBOX_LOGIN_URL: url,
      SALESFORCE_ALLOW_LOOPBACK: 'true',
      OAUTH_CLIENT_ID: options.clientId,
      OAUTH_CLIENT_SECRET: options.clientSecret,
    },
  };
}
