import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaIsWanted } from '@ce/kafka';
import { eventually } from '@ce/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answers, freeFirstPort, interrupt, processesOf, startLauncher } from './launcher.js';

const onLinux = process.platform === 'linux';
const buses = (await kafkaIsWanted()) ? ['postgres', 'kafka'] : ['postgres'];

let dataDir: string;
let firstPort: number;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ce-accident-'));
  await chmod(dataDir, 0o711);
  firstPort = await freeFirstPort();
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const start = (bus?: string) => startLauncher({ dataDir, firstPort, ...(bus === undefined ? {} : { bus }) });

const isReady = async (port: number): Promise<boolean> =>
  (await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined))?.ok === true;

/** Processes that run this file for the service on this port. Linux alone. */
async function pidsOf(file: string, port: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [line, environment] = await Promise.all(
        ['cmdline', 'environ'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')),
      );
      return line?.includes(file) === true && environment?.split('\0').includes(`PORT=${port}`) === true;
    }),
  );
  return pids.filter((_, at) => found[at]).map(Number);
}

it('refuses a folder and ports that are in use, in words, and leaves the one that uses them alone', async () => {
  const first = await start();
  await expect(startLauncher({ dataDir, firstPort: await freeFirstPort() })).rejects.toThrow(
    `The data folder ${dataDir} is in use by process ${first.child.pid}.`,
  );
  const other = await mkdtemp(join(tmpdir(), 'ce-other-'));
  await chmod(other, 0o711);
  await expect(startLauncher({ dataDir: other, firstPort: firstPort + 4 })).rejects.toThrow(
    `Port ${firstPort + 4}, for auth, is used by another program.`,
  );
  await rm(other, { recursive: true });
  expect(await isReady(firstPort)).toBe(true);
  expect(await interrupt(first)).toBe(0);
});

it.runIf(onLinux)('starts a killed service again', async () => {
  const running = await start();
  const [auth] = await pidsOf('apps/auth/dist/main.js', firstPort);
  process.kill(auth ?? 0, 'SIGKILL');
  await eventually(async () => {
    expect(running.output()).toContain('auth ended (SIGKILL) and is started again');
    expect(await isReady(firstPort)).toBe(true);
  }, 60_000);
  expect(await pidsOf('apps/auth/dist/main.js', firstPort)).not.toContain(auth);
  expect(await interrupt(running)).toBe(0);
});

it('drains all the same when Ctrl-C reaches its whole process group, twice', async () => {
  const running = await start();
  const ended = new Promise<number | null>((resolve) => running.child.once('exit', resolve));
  const group = -(running.child.pid ?? 0);
  process.kill(group, 'SIGINT');
  await eventually(() => expect(running.output()).toContain('Stopping'));
  process.kill(group, 'SIGINT');
  expect(await ended).toBe(0);
  expect(running.output()).toContain('Stopped.');
  if (onLinux) expect(await processesOf(dataDir)).toEqual([]);
});

it.each(buses)(
  'on %s, leaves no service behind when it is killed itself, and starts again on the rest',
  async (bus) => {
    const killed = await start(bus);
    killed.child.kill('SIGKILL');
    await eventually(async () => {
      expect(await Promise.all([0, 1, 2, 3, 4].map((n) => answers(firstPort + n)))).toEqual(Array(5).fill(false));
      if (!onLinux) return;
      // A port that is closed is not yet a process that is gone.
      expect(await Promise.all([0, 1, 2, 3, 4].map((n) => pidsOf('dist/main.js', firstPort + n)))).toEqual(
        Array(5).fill([]),
      );
    }, 60_000);
    const next = await start(bus);
    expect(await isReady(firstPort)).toBe(true);
    expect(await interrupt(next)).toBe(0);
    if (onLinux) expect(await processesOf(dataDir)).toEqual([]);
  },
);

it('says what is wrong with a setting when a service does not start for it', async () => {
  await writeFile(join(dataDir, 'settings.env'), 'POLL_INTERVAL_SECONDS=often\n');
  await expect(start()).rejects.toThrow(/report-polling does not stay up[\s\S]*POLL_INTERVAL_SECONDS: /);
  if (onLinux) expect(await processesOf(dataDir)).toEqual([]);
});
