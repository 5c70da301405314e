import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@ce/postgres';
import pg from 'pg';

export interface TestDatabase {
  url: string;
  close(): Promise<void>;
}

/** A database of the test's own on the PostgreSQL of the run, empty; gone after `close`, whoever still uses it. */
export async function startTestDatabase(): Promise<TestDatabase> {
  // Not above: programs that tests start import this library too, and Vitest is not in those.
  const { inject } = await import('vitest');
  const server = inject('postgres');
  const name = `test-${randomUUID()}`;
  const url = new URL(server);
  url.pathname = name;
  // Of template0, since nobody can be connected to that: another file may make a database at the same time.
  await run(server, `create database "${name}" template template0`);
  return { url: url.href, close: () => run(server, `drop database if exists "${name}" with (force)`) };
}

/** The same on a PostgreSQL of the test's own, for one that looks at the server itself, e.g. at its files. */
export async function startOwnTestDatabase(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ce-test-'));
  const postgres = await startPostgres({ dataDir, durable: false, database: 'test', maxConnections: 500 });
  return {
    url: postgres.url,
    close: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function run(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
