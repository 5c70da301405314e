import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, startPostgres } from '@ce/postgres';
import { checkPorts } from './check-ports.js';
import { LocalSecrets } from './local-secrets.js';
import { lockFolder } from './lock-folder.js';
import { serviceEnvironment } from './service-environment.js';
import { type ServiceName, serviceNames } from './service-names.js';
import { startBus } from './start-bus.js';
import { migrateServices, type RunningServices, startServices } from './start-services.js';
import { type SimulatorOptions, startSimulator } from './start-simulator.js';
import { Undo } from './undo.js';

export interface StandaloneOptions {
  /** Everything that outlives a restart: the database, the broker's data, keys and logs. */
  dataDir: string;
  /** False for throw-away data: faster, and lost with the machine. */
  durable: boolean;
  /** Missing ports are chosen freely. */
  ports?: Partial<Record<ServiceName, number>>;
  databasePort?: number;
  /** The database's own memory for tables and indexes, e.g. `512MB`. */
  sharedBuffers?: string;
  /** Starts the Salesforce simulator with this org description, and points the services at it. */
  simulator?: SimulatorOptions;
  /** Settings for all services, e.g. `LOG_LEVEL`. `BUS=kafka` without `KAFKA_BROKERS` starts a broker of its own. */
  environment?: Record<string, string>;
  onStep?: (step: string) => void;
  onRestart?: (name: string, exit: string) => void;
}

export interface Standalone extends RunningServices {
  dataDir: string;
  databaseUrl: string;
  /** What a further service of this installation would be started with. */
  environment: Record<string, string>;
  simulatorUrl: string | undefined;
  token(workspaceId: string, roles: readonly string[]): Promise<string>;
  /** Drains the services, then ends the simulator, the broker and the database. Safe to call twice. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL, the bus, the simulator when asked for, and after the migrations the five built services. */
export async function startStandalone(options: StandaloneOptions): Promise<Standalone> {
  const undo = new Undo();
  try {
    return await start(options, undo);
  } catch (error) {
    await undo.run();
    throw error;
  }
}

async function start(options: StandaloneOptions, undo: Undo): Promise<Standalone> {
  const { dataDir, durable, databasePort, sharedBuffers, onRestart, onStep: step = () => undefined } = options;
  const logs = join(dataDir, 'logs');
  await mkdir(logs, { recursive: true });
  undo.add(await lockFolder(dataDir));
  await checkPorts(options.ports ?? {});
  const secrets = await LocalSecrets.open(dataDir);

  step('starting PostgreSQL');
  const postgres = await startPostgres({
    dataDir: join(dataDir, 'postgres'),
    durable,
    database: 'conversational_email',
    ...(databasePort === undefined ? {} : { port: databasePort }),
    ...(sharedBuffers === undefined ? {} : { sharedBuffers }),
  });
  undo.add(() => postgres.stop());

  const given = options.environment ?? {};
  const bus = await startBus({ environment: given, dataDir, onStep: step }, undo);
  if (options.simulator !== undefined) step('starting the Salesforce simulator');
  const simulator = options.simulator && (await startSimulator(options.simulator, logs, undo));

  step('running migrations');
  const ports = await choosePorts(options.ports ?? {});
  const overrides = { ...simulator?.environment, ...bus, ...given };
  const input = { databaseUrl: postgres.url, ports, secrets, overrides };
  await migrateServices(input);

  step('starting the five services');
  const services = await startServices(input, logs, onRestart === undefined ? {} : { onRestart }, undo);
  return {
    ...services,
    dataDir,
    databaseUrl: postgres.url,
    environment: serviceEnvironment('import', input),
    simulatorUrl: simulator?.url,
    token: (workspaceId, roles) => secrets.token(workspaceId, roles),
    stop: () => undo.run(),
  };
}

async function choosePorts(given: Partial<Record<ServiceName, number>>): Promise<Record<ServiceName, number>> {
  const chosen = await Promise.all(
    serviceNames.map(async (name) => [name, given[name] ?? (await freePort())] as const),
  );
  return Object.fromEntries(chosen) as Record<ServiceName, number>;
}
