import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { ALLOCATOR_ENVIRONMENT, serviceNodeFlags, workspaceRoot } from '@ce/standalone';
import type { ContestantSettings } from './contestants/contestant-settings.js';

const KILL_AFTER_MS = 10_000;

/**
 * One of the other contestants, in a process of its own as the service is, and with its limits of memory; resolves when its
 * group has taken it in.
 */
export async function startContestant(
  name: 'nest' | 'bare',
  settings: ContestantSettings,
): Promise<() => Promise<void>> {
  const file = join(workspaceRoot, `tools/bench/dist/throughput/contestants/${name}.js`);
  const child = fork(file, [JSON.stringify(settings)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: serviceNodeFlags(process.versions.node),
    env: { ...process.env, ...ALLOCATOR_ENVIRONMENT },
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The contestant "${name}" ended with ${code} before it was ready.`)));
  });
  return () => end(child);
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
