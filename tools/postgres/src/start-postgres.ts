import { existsSync } from 'node:fs';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { findBinaries } from './binaries.js';
import { freePort } from './free-port.js';
import { postgresUser } from './postgres-user.js';
import { runProgram } from './run-program.js';

export interface PostgresOptions {
  /** Folder of the cluster; made and initialised when missing. */
  dataDir: string;
  port?: number;
  /** False for throw-away data: faster, and lost with the machine. */
  durable: boolean;
  database: string;
  maxConnections?: number;
  /** Memory for tables and indexes, e.g. `512MB`; else PostgreSQL's own 128 MB. */
  sharedBuffers?: string;
}

export interface RunningPostgres {
  url: string;
  port: number;
  stop(): Promise<void>;
}

const PASSWORD = 'local';

/**
 * Starts a real PostgreSQL in a session of its own, so that a Ctrl-C meant for the caller does not reach it before the
 * caller has drained. A cluster that was left running in the folder (its owner was killed) is stopped first.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const user = await postgresUser();
  const { pgCtl, initdb } = await findBinaries(user);
  const dataDir = join(options.dataDir, 'cluster');
  const as = { ...user, env: { ...process.env, LC_ALL: 'C' } };

  await mkdir(options.dataDir, { recursive: true });
  if (user !== undefined) await chown(options.dataDir, user.uid, user.gid);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(initdb, dataDir, options.dataDir, as);
  const isRunning = () => existsSync(join(dataDir, 'postmaster.pid'));
  const stop = () => runProgram(pgCtl, ['stop', '-w', '-D', dataDir, '-m', 'fast'], as);
  if (isRunning()) await stop().catch(() => undefined);

  const port = options.port ?? (await freePort());
  const flags = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    '-c unix_socket_directories=',
    `-c max_connections=${options.maxConnections ?? 200}`,
    ...(options.sharedBuffers === undefined ? [] : [`-c shared_buffers=${options.sharedBuffers}`]),
    ...(options.durable ? [] : ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off']),
  ].join(' ');
  const log = join(options.dataDir, 'postgres.log');
  try {
    await runProgram(pgCtl, ['start', '-w', '-D', dataDir, '-l', log, '-o', flags], as);
  } catch (cause) {
    throw new Error(`PostgreSQL did not start; its log is ${log}. Another program may use port ${port}.`, { cause });
  }
  await createDatabase(port, options.database);
  return {
    url: urlOf(port, options.database),
    port,
    stop: async () => {
      if (isRunning()) await stop();
    },
  };
}

async function initialise(
  initdb: string,
  cluster: string,
  folder: string,
  as: Parameters<typeof runProgram>[2],
): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, `${PASSWORD}\n`);
  const flags = [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-sync',
  ];
  try {
    await runProgram(initdb, [`--pgdata=${cluster}`, ...flags], as);
  } catch (cause) {
    throw new Error(
      `PostgreSQL could not make its data folder ${cluster}. Its user needs to reach and write that folder.`,
      { cause },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function createDatabase(port: number, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

function urlOf(port: number, database: string): string {
  return `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`;
}
