import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import { busEnvironment } from './bus-environment.js';
import { serviceNames } from './service-names.js';
import { type Standalone, startStandalone } from './start-standalone.js';
import { stopOnSignal } from './stop-on-signal.js';
import { workspaceRoot } from './workspace-files.js';

const USAGE = `npm start -- [--data FOLDER] [--port N]

Runs the whole system on this machine: PostgreSQL and the five services.
With BUS=kafka events go over Kafka: the brokers of KAFKA_BROKERS, or one that is started here (needs Java 17).
  --data FOLDER   where data, keys and logs are kept (default: .data/standalone); what is there is used again
  --port N        the first of the five services' ports (default: 4101)
`;

const SETTINGS_TEMPLATE = `# Settings of all services of this installation; read at every start.
# The External Client App (or Connected App) of your Salesforce org. Its callback URL is
# <the auth service's address>/oauth/callback, its scopes are api, refresh_token and id, with PKCE required.
# OAUTH_CLIENT_ID=
# OAUTH_CLIENT_SECRET=
`;

const FIRST_PORT = 4101;
const LAST_FIRST_PORT = 65_531;
/** Salesforce refuses it in words; the services start, and wait for it to be set. */
const NO_CLIENT = { OAUTH_CLIENT_ID: 'not-set' };

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    process.stdout.write(USAGE);
    return;
  }
  const dataDir = resolve(values.data ?? join(workspaceRoot, '.data', 'standalone'));
  const firstPort = Number(values.port ?? FIRST_PORT);
  if (!Number.isInteger(firstPort) || firstPort < 1 || firstPort > LAST_FIRST_PORT)
    throw new Error(
      `--port takes a whole number from 1 to ${LAST_FIRST_PORT}; the five services take it and the next four.`,
    );
  console.log(`Data, keys and logs: ${dataDir}`);
  const settings = await installationSettings(dataDir);
  const starting = startStandalone({
    dataDir,
    durable: true,
    ports: Object.fromEntries(serviceNames.map((name, n) => [name, firstPort + n])),
    environment: { ...NO_CLIENT, ...busEnvironment(process.env), ...settings },
    onStep: (step) => {
      console.log(`… ${step}`);
    },
    onRestart: (name, exit) => {
      console.log(`${name} ended (${exit}) and is started again; see ${join(dataDir, 'logs', `${name}.log`)}`);
    },
  });
  stopOnSignal(async () => {
    console.log('\nStopping: the services finish what they have in hand …');
    await (await starting).stop();
    console.log('Stopped. The data stays in the folder above.');
  });
  await greet(await starting, dataDir, 'OAUTH_CLIENT_ID' in settings);
}

async function installationSettings(dataDir: string): Promise<Record<string, string>> {
  const file = join(dataDir, 'settings.env');
  if (!existsSync(file)) {
    await mkdir(dataDir, { recursive: true });
    await writeFile(file, SETTINGS_TEMPLATE, { mode: 0o600 });
  }
  return parseEnv(await readFile(file, 'utf8')) as Record<string, string>;
}

async function greet(running: Standalone, dataDir: string, hasClient: boolean): Promise<void> {
  const { auth } = running.urls;
  console.log('\nReady.');
  for (const [name, url] of Object.entries(running.urls)) console.log(`  ${name.padEnd(17)} ${url}/docs`);
  const { BUS: bus, KAFKA_BROKERS: brokers } = running.environment;
  if (bus === 'kafka')
    console.log(`\nKafka, for publishers and for npm run bus:\n  export BUS=kafka KAFKA_BROKERS=${brokers}`);
  console.log(`\nA token for the workspace "default", good for a day:`);
  console.log(`  export TOKEN=${await running.token('default', ['admin', 'publisher'])}`);
  if (!hasClient) {
    console.log(`\nNo Salesforce client is set yet. Put OAUTH_CLIENT_ID and OAUTH_CLIENT_SECRET into`);
    console.log(`  ${join(dataDir, 'settings.env')}   (callback URL: ${auth}/oauth/callback)\nand start again.`);
  }
  console.log('\nTo connect an org, open the authorizationUrl that this answers with:');
  console.log(
    `  curl -X POST ${auth}/connections -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '{"environment":"sandbox"}'`,
  );
  console.log('\nCtrl-C stops everything.');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
