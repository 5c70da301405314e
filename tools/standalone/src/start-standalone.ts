import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { migrateBus } from '@ce/messaging';
import { freePort, startPostgres } from '@ce/postgres';
import { LocalSecrets } from './local-secrets.js';
import { runToEnd } from './run-to-end.js';
import { serviceEnvironment } from './service-environment.js';
import { type ServiceName, serviceNames } from './service-names.js';
import { SupervisedProcess } from './supervised-process.js';
import { waitUntilReady } from './wait-until-ready.js';
import { builtFile } from './workspace-files.js';

export interface StandaloneOptions {
  /** Everything that outlives a restart: the database, keys and logs. */
  dataDir: string;
  /** False for throw-away data: faster, and lost with the machine. */
  durable: boolean;
  /** Missing ports are chosen freely. */
  ports?: Partial<Record<ServiceName, number>>;
  databasePort?: number;
  /** Starts the Salesforce simulator with this org description, and points the services at it. */
  simulator?: { orgFile: string; clientId: string; clientSecret: string; port?: number };
  /** Settings for all services, e.g. `BUS`, `KAFKA_BROKERS`, `LOG_LEVEL`. */
  environment?: Record<string, string>;
  onStep?: (step: string) => void;
  onRestart?: (name: string, exit: string) => void;
}

export interface Standalone {
  dataDir: string;
  databaseUrl: string;
  /** What a further service of this installation would be started with. */
  environment: Record<string, string>;
  simulatorUrl: string | undefined;
  urls: Record<ServiceName, string>;
  processes: Record<ServiceName, SupervisedProcess>;
  token(workspaceId: string, roles: readonly string[]): Promise<string>;
  /** Drains the services, then ends the simulator and the database. Safe to call twice. */
  stop(): Promise<void>;
}

const START_WITHIN_MS = 60_000;
const GRACE_MS = 28_000;
/** More failures in a row than this while starting is a fault to be told, not to be retried. */
const MOST_START_RESTARTS = 5;

/** Starts PostgreSQL, the migrations, the simulator when asked for, and the five built services as child processes. */
export async function startStandalone(options: StandaloneOptions): Promise<Standalone> {
  const step = options.onStep ?? (() => undefined);
  const stops: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= (async () => {
      for (const undo of stops.reverse()) await undo();
    })());

  try {
    const logs = join(options.dataDir, 'logs');
    await mkdir(logs, { recursive: true });
    const secrets = await LocalSecrets.open(options.dataDir);

    step('starting PostgreSQL');
    const postgres = await startPostgres({
      dataDir: join(options.dataDir, 'postgres'),
      durable: options.durable,
      database: 'conversational_email',
      ...(options.databasePort === undefined ? {} : { port: options.databasePort }),
    });
    stops.push(() => postgres.stop());

    let simulatorUrl: string | undefined;
    let salesforce: Record<string, string> = {};
    if (options.simulator !== undefined) {
      step('starting the Salesforce simulator');
      const port = options.simulator.port ?? (await freePort());
      simulatorUrl = `http://127.0.0.1:${port}`;
      const simulator = new SupervisedProcess({
        name: 'salesforce-simulator',
        file: builtFile('tools/salesforce-simulator', 'main.js'),
        args: ['--org', options.simulator.orgFile, '--port', String(port)],
        environment: {},
        logFile: join(logs, 'salesforce-simulator.log'),
      });
      simulator.start();
      stops.push(() => simulator.stop(5_000));
      await waitUntilReady(`${simulatorUrl}/services/data`, START_WITHIN_MS, () => crashed(simulator, logs));
      salesforce = simulatorSettings(simulatorUrl, options.simulator);
    }

    step('running migrations');
    const ports = await choosePorts(options.ports ?? {});
    const input = {
      databaseUrl: postgres.url,
      ports,
      secrets,
      overrides: { ...salesforce, ...options.environment },
    };
    await migrateBus(postgres.url);
    await Promise.all(
      serviceNames.map((name) => runToEnd(builtFile(`apps/${name}`, 'migrate.js'), serviceEnvironment(name, input))),
    );

    step('starting the five services');
    const processes = Object.fromEntries(
      serviceNames.map((name) => [
        name,
        new SupervisedProcess(
          {
            name,
            file: builtFile(`apps/${name}`, 'main.js'),
            environment: serviceEnvironment(name, input),
            logFile: join(logs, `${name}.log`),
          },
          options.onRestart === undefined ? {} : { onRestart: options.onRestart },
        ),
      ]),
    ) as Record<ServiceName, SupervisedProcess>;
    for (const child of Object.values(processes)) child.start();
    stops.push(async () => {
      await Promise.all(Object.values(processes).map((child) => child.stop(GRACE_MS)));
    });
    const urls = Object.fromEntries(serviceNames.map((name) => [name, `http://127.0.0.1:${ports[name]}`])) as Record<
      ServiceName,
      string
    >;
    await Promise.all(
      serviceNames.map((name) =>
        waitUntilReady(`${urls[name]}/health/ready`, START_WITHIN_MS, () => crashed(processes[name], logs)),
      ),
    );
    return {
      dataDir: options.dataDir,
      databaseUrl: postgres.url,
      environment: serviceEnvironment('import', input),
      simulatorUrl,
      urls,
      processes,
      token: (workspaceId, roles) => secrets.token(workspaceId, roles),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function choosePorts(given: Partial<Record<ServiceName, number>>): Promise<Record<ServiceName, number>> {
  const chosen = await Promise.all(
    serviceNames.map(async (name) => [name, given[name] ?? (await freePort())] as const),
  );
  return Object.fromEntries(chosen) as Record<ServiceName, number>;
}

function simulatorSettings(url: string, client: { clientId: string; clientSecret: string }): Record<string, string> {
  return {
    SALESFORCE_PRODUCTION_LOGIN_URL: url,
    SALESFORCE_SANDBOX_LOGIN_URL: url,
    SALESFORCE_ALLOW_LOOPBACK: 'true',
    OAUTH_CLIENT_ID: client.clientId,
    OAUTH_CLIENT_SECRET: client.clientSecret,
  };
}

function crashed(child: SupervisedProcess, logs: string): string | undefined {
  if (child.restarts <= MOST_START_RESTARTS) return undefined;
  return `${child.name} does not stay up; see ${join(logs, `${child.name}.log`)}`;
}
