import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
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

describe('a launcher that runs', () => {
  let dataDir: string;
  let firstPort: number;
  let running: Started;

  beforeAll(async () => {
    [dataDir, firstPort] = [await makeDataDir(), await freeFirstPort()];
    running = await startLauncher({ dataDir, firstPort });
  });
  afterAll(async () => {
    if (running.child.exitCode === null) await interrupt(running);
    await rm(dataDir, { recursive: true, force: true });
  });

  it('refuses its folder and its ports to a second one, in words, and is left alone by it', async () => {
    await expect(startLauncher({ dataDir, firstPort: await freeFirstPort() })).rejects.toThrow(
      `The data folder ${dataDir} is in use by process ${running.child.pid}.`,
    );
    const other = await makeDataDir();
    await expect(startLauncher({ dataDir: other, firstPort: firstPort + 4 })).rejects.toThrow(
      `Port ${firstPort + 4}, for auth, is used by another program.`,
    );
    await rm(other, { recursive: true });
    expect(await isReady(firstPort)).toBe(true);
  });

  it.runIf(onLinux)('starts a killed service again', async () => {
    const [auth] = await pidsOf('apps/auth/dist/main.js', firstPort);
    process.kill(auth ?? 0, 'SIGKILL');
    await eventually(async () => {
      expect(running.output()).toContain('auth ended (SIGKILL) and is started again');
      expect(await isReady(firstPort)).toBe(true);
    }, 60_000);
    expect(await pidsOf('apps/auth/dist/main.js', firstPort)).not.toContain(auth);
  });

  it('drains all the same when Ctrl-C reaches its whole process group, twice', async () => {
    const ended = new Promise<number | null>((resolve) => running.child.once('exit', resolve));
    const group = -(running.child.pid ?? 0);
    process.kill(group, 'SIGINT');
    await eventually(() => expect(running.output()).toContain('Stopping'));
    process.kill(group, 'SIGINT');
    expect(await ended).toBe(0);
    expect(running.output()).toContain('Stopped.');
    if (onLinux) expect(await processesOf(dataDir)).toEqual([]);
  });
});

it('says what is wrong with a setting when a service does not start for it', async () => {
  const dataDir = await makeDataDir();
  await writeFile(join(dataDir, 'settings.env'), 'POLL_INTERVAL_SECONDS=often\n');
  await expect(startLauncher({ dataDir, firstPort: await freeFirstPort() })).rejects.toThrow(
    /report-polling does not stay up[\s\S]*POLL_INTERVAL_SECONDS: /,
  );
  if (onLinux) expect(await processesOf(dataDir)).toEqual([]);
  await rm(dataDir, { recursive: true });
});
