import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import { type Standalone, startStandalone } from './start-standalone.js';
import { stopOnSignal } from './stop-on-signal.js';
import { workspaceRoot } from './workspace-files.js';

const USAGE = `npm start -- [--data FOLDER]

Runs the whole system on this machine: PostgreSQL and the five services.
  --data FOLDER   where data, keys and logs are kept (default: .data/standalone); what is there is used again
`;

const SETTINGS_TEMPLATE = `# Settings of all services of this installation; read at every start.
# The External Client App (or Connected App) of your Salesforce org. Its callback URL is
# http://127.0.0.1:4101/oauth/callback, its scopes are api, refresh_token and id, with PKCE required.
# OAUTH_CLIENT_ID=
# OAUTH_CLIENT_SECRET=
`;

const PORTS = { auth: 4101, 'report-polling': 4102, import: 4103, 'activity-logging': 4104, 'field-writeback': 4105 };

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help === true) {
    process.stdout.write(USAGE);
    return;
  }
  const dataDir = resolve(values.data ?? join(workspaceRoot, '.data', 'standalone'));
  console.log(`Data, keys and logs: ${dataDir}`);
  const starting = startStandalone({
    dataDir,
    durable: true,
    ports: PORTS,
    environment: await installationSettings(dataDir),
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
  await greet(await starting, dataDir);
}

async function installationSettings(dataDir: string): Promise<Record<string, string>> {
  const file = join(dataDir, 'settings.env');
  if (!existsSync(file)) {
    await mkdir(dataDir, { recursive: true });
    await writeFile(file, SETTINGS_TEMPLATE, { mode: 0o600 });
  }
  return parseEnv(await readFile(file, 'utf8')) as Record<string, string>;
}

async function greet(running: Standalone, dataDir: string): Promise<void> {
  console.log('\nReady.');
  for (const [name, url] of Object.entries(running.urls)) console.log(`  ${name.padEnd(17)} ${url}/docs`);
  console.log(
    `\nA token for the workspace "default", good for a day:\n  ${await running.token('default', ['admin', 'publisher'])}`,
  );
  console.log(
    `\nTo connect a Salesforce org, put its OAuth client into ${join(dataDir, 'settings.env')}, start again, and:`,
  );
  console.log(
    `  curl -X POST ${running.urls.auth}/connections -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '{"environment":"sandbox"}'`,
  );
  console.log('Ctrl-C stops everything.');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
