import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kafkaIsWanted } from '@ce/kafka';
import { freePort } from '@ce/postgres';
import { workspaceRoot } from '@ce/standalone';
import { afterEach, beforeEach, expect, it } from 'vitest';

let dataDir: string;
let firstPort: number;

const buses = (await kafkaIsWanted()) ? ['postgres', 'kafka'] : ['postgres'];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ce-start-'));
  await chmod(dataDir, 0o711);
  firstPort = (await freePort()) - 5;
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

interface Started {
  child: ChildProcess;
  output: () => string;
  token: string;
}

async function start(bus: string): Promise<Started> {
  const main = join(workspaceRoot, 'tools/standalone/dist/main.js');
  const child = spawn(process.execPath, [main, '--data', dataDir, '--port', String(firstPort)], {
    env: { ...process.env, BUS: bus },
    stdio: 'pipe',
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (output.includes('Ctrl-C stops everything.')) resolve();
    });
    child.once('exit', () => {
      reject(new Error(output));
    });
  });
  return { child, output: () => output, token: /^ {2}export TOKEN=(ey\S+)$/m.exec(output)?.[1] ?? '' };
}

async function interrupt({ child }: Started): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  return ended;
}

async function answers(port: number): Promise<boolean> {
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

/** Command lines of running processes that name our folder. */
async function processesOf(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(folder));
}

/** The two lines that the launcher prints for it, as a person would paste them. */
async function pasteIntoShell({ output }: Started): Promise<{ connectionId: string; authorizationUrl: string }> {
  const lines = output()
    .split('\n')
    .filter((line) => /^ {2}(export TOKEN=|curl )/.test(line));
  expect(lines).toHaveLength(2);
  const { stdout } = await promisify(execFile)('sh', ['-c', lines.join('\n')]);
  return JSON.parse(stdout) as { connectionId: string; authorizationUrl: string };
}

it.each(buses)('starts for real use on %s, keeps its data over a restart, and leaves nothing behind', async (bus) => {
  const first = await start(bus);
  expect(first.output()).toContain(dataDir);
  const auth = `http://127.0.0.1:${firstPort}`;
  const { connectionId, authorizationUrl } = await pasteIntoShell(first);
  expect(authorizationUrl).toContain('https://test.salesforce.com/services/oauth2/authorize?');
  expect(authorizationUrl).toContain('code_challenge_method=S256');

  expect(await interrupt(first)).toBe(0);
  expect(await Promise.all([0, 1, 2, 3, 4].map((n) => answers(firstPort + n)))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  if (process.platform === 'linux') expect(await processesOf(dataDir)).toEqual([]);

  const second = await start(bus);
  const audit = await fetch(`${auth}/audit`, { headers: { authorization: `Bearer ${second.token}` } });
  expect(await audit.text()).toContain(connectionId);
  expect(await interrupt(second)).toBe(0);
});
