import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Logger } from './logger.js';

const program = fileURLToPath(new URL('../testing/log-until-told.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../../', import.meta.url));

it('lets a process end that logs to a pipe which nobody reads any more', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  child.stdout?.destroy();
  child.stderr?.destroy();
  const ended = once(child, 'exit');
  child.disconnect();
  expect(await ended).toEqual([0, null]);
}, 60_000);

it('takes what Nest gives it: an error alone, or a text with its stack and scope', () => {
  const written: unknown[] = [];
  const write = vi
    .spyOn(process.stdout, 'write')
    .mockImplementation((line) => written.push(JSON.parse(String(line))) > 0);
  onTestFinished(() => write.mockRestore());
  const log = new Logger('tests', { LOG_LEVEL: 'error' });
  log.error(new TypeError('no'));
  log.error('Unable to connect', 'Error: no\n    at here', 'TypeOrmModule');
  expect(written).toMatchObject([
    { level: 'error', service: 'tests', msg: 'TypeError', error: { name: 'TypeError', message: 'no' } },
    { level: 'error', service: 'tests', msg: 'Unable to connect', scope: 'TypeOrmModule' },
  ]);
});
