import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { kafkaIsWanted } from '@ce/kafka';
import { busEnvironment, serviceNames } from '@ce/standalone';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answers,
  freeFirstPort,
  interrupt,
  isReady,
  makeDataDir,
  pidsOf,
  processesOf,
  type Started,
  startLauncher,
} from './launcher.js';

const onLinux = process.platform === 'linux';
/** Node 24 takes some 10 MB more than Node 20 for the same (docs/performance.md). */
const MOST_AT_REST_MB = process.versions.node.startsWith('20.') ? 120 : 130;
const { BUS: wanted } = busEnvironment(process.env);
const buses = wanted === undefined ? ['postgres', ...((await kafkaIsWanted()) ? ['kafka'] : [])] : [wanted];

async function megabytesOf(pid: number): Promise<number> {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1_024;
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

describe.each(buses)('npm start on %s', (bus) => {
  let dataDir: string;
  let firstPort: number;
  let running: Started;
  let connection: string;

  beforeAll(async () => {
    [dataDir, firstPort] = [await makeDataDir(), await freeFirstPort()];
    running = await start();
  });
  afterAll(async () => {
    if (running.child.exitCode === null && running.child.signalCode === null) await interrupt(running);
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = () => startLauncher({ dataDir, firstPort, bus });
  const portsThatAnswer = async () => {
    const all = [0, 1, 2, 3, 4].map((n) => firstPort + n);
    const answered = await Promise.all(all.map(answers));
    return all.filter((_, at) => answered[at]);
  };
  const audit = async () => {
    const headers = { authorization: `Bearer ${running.token}` };
    return (await fetch(`http://127.0.0.1:${firstPort}/audit`, { headers })).text();
  };

  it('starts for real use, in its folder', async () => {
    expect(running.output()).toContain(dataDir);
    const { connectionId, authorizationUrl } = await pasteIntoShell(running);
    connection = connectionId;
    expect(authorizationUrl).toContain(`http://127.0.0.1:${firstPort}/oauth/start?`);
    const page = await fetch(authorizationUrl);
    expect(await page.text()).toContain('Continue to test.salesforce.com');
    const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const onward = await fetch(authorizationUrl, { method: 'POST', headers: { cookie }, redirect: 'manual' });
    const address = onward.headers.get('location');
    expect(address).toContain('https://test.salesforce.com/services/oauth2/authorize?');
    expect(address).toContain('code_challenge_method=S256');
  });

  it.runIf(onLinux)(`takes at most ${MOST_AT_REST_MB} MB for each service at rest`, async () => {
    for (const [at, name] of serviceNames.entries()) {
      const [pid] = await pidsOf(`apps/${name}/dist/main.js`, firstPort + at);
      expect(await megabytesOf(Number(pid)), name).toBeLessThanOrEqual(MOST_AT_REST_MB);
    }
  });

  // Only now, because a service that was asked keeps what describes its API in memory.
  it('shows its API to people', async () => {
    const url = `http://127.0.0.1:${firstPort + serviceNames.indexOf('import')}`;
    const page = await fetch(`${url}/docs/swagger-ui.css`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/css')]);
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
      paths: object;
    };
    expect(Object.keys(document.paths)).toContain('/dead-letters');
  });

  it('leaves nothing behind at Ctrl-C, and keeps its data over a restart', async () => {
    expect(await interrupt(running)).toBe(0);
    expect(await portsThatAnswer()).toEqual([]);
    if (onLinux) expect(await processesOf(dataDir)).toEqual([]);
    running = await start();
    expect(await audit()).toContain(connection);
  });

  it('leaves no service behind when it is killed itself, and starts again on the rest', async () => {
    running.child.kill('SIGKILL');
    await eventually(async () => {
      expect(await portsThatAnswer()).toEqual([]);
      if (!onLinux) return;
      // A port that is closed is not yet a process that is gone.
      const left = await Promise.all([0, 1, 2, 3, 4].map((n) => pidsOf('dist/main.js', firstPort + n)));
      expect(left.flat()).toEqual([]);
    }, 60_000);
    running = await start();
    expect(await isReady(firstPort)).toBe(true);
    expect(await audit()).toContain(connection);
    expect(await interrupt(running)).toBe(0);
    if (onLinux) expect(await processesOf(dataDir)).toEqual([]);
  });
});
