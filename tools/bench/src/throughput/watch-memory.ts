import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Memory } from './summarize.js';

const execute = promisify(execFile);
const EVERY_MS = 500;

/** Resident memory of a process in megabytes, as the operating system counts it. */
export async function megabytesOf(pid: number): Promise<number> {
  const { stdout } = await execute('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout) / 1_024);
}

/** Looks at a process until it is told to stop. */
export async function watchMemory(pid: number): Promise<{ stop: () => Memory }> {
  const restMegabytes = await megabytesOf(pid);
  let mostMegabytes = restMegabytes;
  const timer = setInterval(() => {
    megabytesOf(pid).then(
      (now) => (mostMegabytes = Math.max(mostMegabytes, now)),
      // A process that has ended has no memory to look at.
      () => clearInterval(timer),
    );
  }, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return { restMegabytes, mostMegabytes };
    },
  };
}
