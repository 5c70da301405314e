import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kafkaIsWanted } from '@ce/kafka';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answers, freeFirstPort, interrupt, processesOf, type Started, startLauncher } from './launcher.js';

let dataDir: string;
let firstPort: number;

const buses = (await kafkaIsWanted()) ? ['postgres', 'kafka'] : ['postgres'];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ce-start-'));
  await chmod(dataDir, 0o711);
  firstPort = await freeFirstPort();
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const start = (bus: string) => startLauncher({ dataDir, firstPort, bus });

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
  expect(authorizationUrl).toContain(`${auth}/oauth/start?`);
  const page = await fetch(authorizationUrl);
  expect(await page.text()).toContain('Continue to test.salesforce.com');
  const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const onward = await fetch(authorizationUrl, { method: 'POST', headers: { cookie }, redirect: 'manual' });
  const address = onward.headers.get('location');
  expect(address).toContain('https://test.salesforce.com/services/oauth2/authorize?');
  expect(address).toContain('code_challenge_method=S256');

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
