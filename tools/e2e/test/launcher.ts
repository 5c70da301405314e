import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { busEnvironment, workspaceRoot } from '@ce/standalone';

export interface Started {
  child: ChildProcess;
  output: () => string;
  token: string;
}

export interface StartOptions {
  dataDir: string;
  firstPort: number;
  /** That of the test run, or PostgreSQL, when not given. */
  bus?: string;
}

/** A folder for data; where root runs this, PostgreSQL runs as another user, who must be able to pass through. */
export async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ce-start-'));
  await chmod(dataDir, 0o711);
  return dataDir;
}

/**
 * `npm start` of what is built, until it says that it is ready.
 * @throws Error with what it printed, when it ends before that
 */
export async function startLauncher({
  dataDir,
  firstPort,
  bus = busEnvironment(process.env)['BUS'] ?? 'postgres',
}: StartOptions): Promise<Started> {
  const main = join(workspaceRoot, 'tools/standalone/dist/main.js');
  // In a process group of its own, so that a test can send what a terminal sends at Ctrl-C: a signal to the whole group.
  const child = spawn(process.execPath, [main, '--data', dataDir, '--port', String(firstPort)], {
    env: { ...process.env, BUS: bus },
    stdio: 'pipe',
    detached: true,
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (output.includes('Ctrl-C stops everything.')) resolve();
    });
    child.once('close', () => {
      reject(new Error(output));
    });
  });
  return { child, output: () => output, token: /^ {2}export TOKEN=(ey\S+)$/m.exec(output)?.[1] ?? '' };
}

export async function interrupt({ child }: Started): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  return ended;
}

/**
 * The first of five free ports below those that systems give to outgoing connections (from 32,768 on): one of these
 * could take such a port between our look and the service's start.
 */
export async function freeFirstPort(): Promise<number> {
  for (;;) {
    const first = randomInt(20_000, 32_000);
    const free = await Promise.all([0, 1, 2, 3, 4].map((n) => isFree(first + n)));
    if (free.every(Boolean)) return first;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(true);
    });
  });
  if (listening) await new Promise((resolve) => server.close(resolve));
  return listening;
}

export async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

/** Command lines of running processes that name our folder. Linux alone. */
export async function processesOf(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(folder));
}

/** Processes that run this file for the service on this port. Linux alone. */
export async function pidsOf(file: string, port: number): Promise<number[]> {
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

export async function isReady(port: number): Promise<boolean> {
  return (await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined))?.ok === true;
}
