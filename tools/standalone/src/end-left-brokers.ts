import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const PATIENCE_MS = 30_000;

/** Ends the Kafka broker of this folder that outlived its launcher, which was killed; it would hold the folder's lock. */
export async function endLeftBrokers(folder: string): Promise<void> {
  for (const pid of await brokersOf(folder)) {
    process.kill(pid, 'SIGTERM');
    const deadline = Date.now() + PATIENCE_MS;
    while ((await brokersOf(folder)).includes(pid)) {
      if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function brokersOf(folder: string): Promise<number[]> {
  // Without ps nothing can be found; then Kafka itself says that its folder is in use.
  const { stdout } = await execute('ps', ['-axww', '-o', 'pid=,args=']).catch(() => ({ stdout: '' }));
  return stdout
    .split('\n')
    .filter((line) => line.includes(` kafka.Kafka ${folder}/`))
    .map((line) => Number.parseInt(line, 10));
}
