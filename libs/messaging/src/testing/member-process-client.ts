import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ConformanceBus } from './conformance-bus.js';

export interface MemberProcess {
  /** Resolves once it has been given events of the test and sits on them. */
  holdsBatch(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

/** A member in a process of its own, which takes events of one connection and never answers. */
export async function startMemberProcess(
  bus: ConformanceBus,
  group: string,
  connection: string,
): Promise<MemberProcess> {
  const script = fileURLToPath(new URL('./member-process.ts', import.meta.url));
  const child = fork(script, [JSON.stringify({ ...bus.processSettings, group, connection })], {
    execArgv: ['--conditions=@ce/source', '--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const holding = messageFrom(child, 'holding');
  // Awaited later; a child that dies before is reported then.
  holding.catch(() => undefined);
  await messageFrom(child, 'joined');
  return {
    holdsBatch: () => holding,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function messageFrom(child: ChildProcess, wanted: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message === wanted) resolve();
    });
    child.once('exit', () => reject(new Error(`The member process ended before it was ${wanted}.`)));
  });
}
