import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface PostgresUser {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, so root runs it as the user `postgres`, made when missing. Undefined: run as we are. */
export async function postgresUser(): Promise<PostgresUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  return (await lookUp()) ?? (await create());
}

async function lookUp(): Promise<PostgresUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([execute('id', ['-u', 'postgres']), execute('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function create(): Promise<PostgresUser> {
  try {
    await execute('useradd', ['--system', '--user-group', 'postgres']);
  } catch (cause) {
    throw new Error('PostgreSQL cannot run as root and no user "postgres" could be made. Run as another user.', {
      cause,
    });
  }
  const user = await lookUp();
  if (user === undefined) throw new Error('The user "postgres" was made but cannot be looked up. Run as another user.');
  return user;
}
