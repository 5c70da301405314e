import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@ce/postgres';
import { eventually, startTestDatabase, type TestDatabase } from '@ce/testing';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WORKSPACE } from '../src/deployment/settings-in-use.js';

const services = ['auth', 'report-polling', 'import', 'activity-logging', 'field-writeback'];
const program = (service: string, name: string) => join(WORKSPACE, 'apps', service, 'dist', name);

let database: TestDatabase;
beforeEach(async () => {
  database = await startTestDatabase();
});
afterEach(() => database.close());

/** As compose, the chart and an operator run it: with the database's address, and what carries the events. */
async function migrate(service: string, environment: Record<string, string>): Promise<Migrated[]> {
  const env = { PATH: process.env['PATH'], DATABASE_URL: database.url, ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, [program(service, 'migrate.js')], { env });
  const lines = stdout.trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Migrated);
}

/** One log line of a migration. */
interface Migrated {
  service: string;
  schema: string;
  executed: string[];
}

async function schemas(): Promise<string[]> {
  const client = new pg.Client(database.url);
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname !~ '^(pg_|public|information_schema)' order by 1`,
  );
  await client.end();
  return rows.map(({ name }) => name);
}

it('makes what the Postgres transport needs, by all services at once, and a service runs on it', async () => {
  const said = await Promise.all(services.map((service) => migrate(service, {})));
  expect(said.flat().filter(({ schema, executed }) => schema === 'bus' && executed.length > 0)).toHaveLength(1);
  expect(await schemas()).toContain('bus');
  expect(await migrate('import', { BUS: 'postgres' })).toMatchObject([
    { level: 'info', service: 'import', msg: 'schema is up to date', schema: 'bus', executed: [] },
    { level: 'info', service: 'import', msg: 'schema is up to date', schema: 'import', executed: [] },
  ]);

  const port = await freePort();
  const service = spawn(process.execPath, [program('import', 'main.js')], {
    stdio: 'ignore',
    env: {
      ...{ PATH: process.env['PATH'], PORT: String(port), HOST: '127.0.0.1', BUS: 'postgres' },
      ...{ DATABASE_URL: database.url, AUTH_URL: 'http://127.0.0.1:9', INTERNAL_TOKEN: 'internal' },
      ...{ JWT_ISSUER: 'tests', JWT_JWKS: 'https://issuer.example.com/jwks.json' },
    },
  });
  const ended = once(service, 'exit');
  try {
    await eventually(async () => {
      expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    }, 60_000);
  } finally {
    service.kill('SIGTERM');
    await ended;
  }
});

it('makes no schema for the bus where Kafka carries the events', async () => {
  expect(await migrate('import', { BUS: 'kafka' })).toMatchObject([
    { msg: 'schema was brought up to date', schema: 'import' },
  ]);
  expect(await schemas()).toEqual(['import']);
});
