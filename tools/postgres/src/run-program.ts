import { spawn } from 'node:child_process';
import type { PostgresUser } from './postgres-user.js';

/**
 * Runs one of PostgreSQL's programs to its end, in a session of its own: a Ctrl-C that is meant for the caller must not
 * end `pg_ctl` while it stops the database.
 * @throws Error with what the program printed
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: Partial<PostgresUser> & { env: NodeJS.ProcessEnv },
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(new Error(`${program} ${args[0] ?? ''} ended with ${signal ?? `exit code ${code}`}. ${output.trim()}`));
    });
  });
}
