import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder } from '../src/fetch-jars.js';
import { freePorts } from '../src/free-ports.js';
import { ownKafkaIsWanted } from '../src/index.js';

const workspace = fileURLToPath(new URL('../../..', import.meta.url));

/** `npm run kafka`, as a terminal starts it: in a process group of its own, which a Ctrl-C reaches as a whole. */
function npmRunKafka(args: readonly string[]): { child: ChildProcess; ready: Promise<string> } {
  const child = spawn('npm', ['run', 'kafka', '--', ...args], { cwd: workspace, detached: true, stdio: 'pipe' });
  const ready = new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (text: Buffer) => {
      output += text.toString();
      if (output.includes('Ctrl-C stops it.')) resolve(output);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(output)));
  });
  return { child, ready };
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Ids of running processes whose command line names the folder. */
async function processesOf(folder: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return ids.filter((_, at) => lines[at]?.includes(folder));
}

describe.runIf((await ownKafkaIsWanted()) && process.platform === 'linux')('npm run kafka', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'ce-kafka-command-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each([1, 3])('runs %i node(s), and a Ctrl-C leaves no process and no port', async (nodes) => {
    const [port = 0] = await freePorts(1);
    const { child, ready } = npmRunKafka(['--nodes', String(nodes), '--port', String(port), '--data', folder]);
    const ports = Array.from({ length: nodes }, (_, at) => port + at);
    try {
      expect(await ready).toContain(`KAFKA_BROKERS=${ports.map((one) => `127.0.0.1:${one}`).join(',')}\n`);
      expect(await Promise.all(ports.map(answers))).toEqual(ports.map(() => true));
      const jars = await stat(cacheFolder());
      expect(jars.isDirectory()).toBe(true);
    } finally {
      const ended = new Promise((resolve) => child.once('close', resolve));
      process.kill(-(child.pid ?? 0), 'SIGINT');
      await ended;
    }
    expect(await processesOf(folder)).toEqual([]);
    expect(await Promise.all(ports.map(answers))).toEqual(ports.map(() => false));
  });

  it('names the port that another program has', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { ready } = npmRunKafka(['--port', String(port), '--data', folder]);
    await expect(ready).rejects.toThrow(
      new RegExp(`Kafka did not start on port ${port}; its log is ${folder}/.*\\. Address already in use\\.`),
    );
    other.close();
    expect(await processesOf(folder)).toEqual([]);
  });

  it('refuses what it cannot do in words', async () => {
    await expect(npmRunKafka(['--nodes', '2']).ready).rejects.toThrow('--nodes takes 1 or 3. See: npm run kafka');
  });
});
