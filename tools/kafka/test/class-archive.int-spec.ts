import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fetchJars } from '../src/fetch-jars.js';
import { KAFKA_VERSION, ownKafkaIsWanted, startKafka } from '../src/index.js';

describe.runIf((await ownKafkaIsWanted()) && process.platform === 'linux')('the archive of a broker’s classes', () => {
  let cache: string;
  beforeAll(async () => {
    const jars = await fetchJars(KAFKA_VERSION);
    cache = await mkdtemp(join(tmpdir(), 'ce-classes-'));
    await symlink(jars, join(cache, KAFKA_VERSION));
    vi.stubEnv('KAFKA_HOME_CACHE', cache);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(cache, { recursive: true, force: true });
  });

  it('is left by the first that ends in peace, and Java maps it from then on', async () => {
    const kafka = await startKafka();
    try {
      expect(await readdir(cache)).toEqual([KAFKA_VERSION]);
      await kafka.restart(0);
      expect((await readdir(cache)).sort()).toEqual([KAFKA_VERSION, `${KAFKA_VERSION}.jsa`]);
      expect(await whoMaps(join(cache, `${KAFKA_VERSION}.jsa`))).toHaveLength(1);
    } finally {
      await kafka.stop();
    }
  });
});

async function whoMaps(file: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const maps = await Promise.all(ids.map((id) => readFile(`/proc/${id}/maps`, 'utf8').catch(() => '')));
  return ids.filter((_, at) => maps[at]?.includes(file));
}
