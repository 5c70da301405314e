import { join } from 'node:path';
import { failureOf, START_WITHIN_MS } from './failure-of.js';
import { runToEnd } from './run-to-end.js';
import { type EnvironmentInput, serviceEnvironment } from './service-environment.js';
import { ALLOCATOR_ENVIRONMENT, serviceNodeFlags } from './service-node-flags.js';
import { type ServiceName, serviceNames } from './service-names.js';
import { SupervisedProcess, type SupervisionEvents } from './supervised-process.js';
import type { Undo } from './undo.js';
import { waitUntilReady } from './wait-until-ready.js';
import { builtFile } from './workspace-files.js';

const GRACE_MS = 28_000;

export interface RunningServices {
  urls: Record<ServiceName, string>;
  processes: Record<ServiceName, SupervisedProcess>;
}

export async function migrateServices(input: EnvironmentInput): Promise<void> {
  await Promise.all(
    serviceNames.map((name) => runToEnd(builtFile(`apps/${name}`, 'migrate.js'), serviceEnvironment(name, input))),
  );
}

/** Starts the five built services as child processes; resolves when all are ready. */
export async function startServices(
  input: EnvironmentInput,
  logs: string,
  events: SupervisionEvents,
  undo: Undo,
): Promise<RunningServices> {
  const processes = forEachService(
    (name) =>
      new SupervisedProcess(
        {
          name,
          file: builtFile(`apps/${name}`, 'main.js'),
          nodeFlags: serviceNodeFlags(process.versions.node),
          environment: { ...ALLOCATOR_ENVIRONMENT, ...serviceEnvironment(name, input) },
          logFile: join(logs, `${name}.log`),
        },
        events,
      ),
  );
  for (const child of Object.values(processes)) child.start();
  undo.add(async () => {
    await Promise.all(Object.values(processes).map((child) => child.stop(GRACE_MS)));
  });
  const urls = forEachService((name) => `http://127.0.0.1:${input.ports[name]}`);
  await Promise.all(
    serviceNames.map((name) =>
      waitUntilReady(`${urls[name]}/health/ready`, START_WITHIN_MS, () => failureOf(processes[name], logs)),
    ),
  );
  return { urls, processes };
}

function forEachService<T>(make: (name: ServiceName) => T): Record<ServiceName, T> {
  return Object.fromEntries(serviceNames.map((name) => [name, make(name)])) as Record<ServiceName, T>;
}
