import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { administrator } from './data-api/running-org.js';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

it('ends when the launcher that started it is gone, however that went', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ce-simulator-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const org = join(folder, 'org.json');
  await writeFile(org, JSON.stringify({ users: [administrator] }));
  const simulator = spawn(process.execPath, [main, '--org', org, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  onTestFinished(() => void simulator.kill('SIGKILL'));
  const ended = once(simulator, 'exit');
  const [line] = (await once(simulator.stdout ?? simulator, 'data')) as [Buffer];
  expect(line.toString()).toContain('Salesforce simulator listening at http');
  simulator.disconnect();
  expect(await ended).toEqual([0, null]);
});
