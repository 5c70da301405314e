import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cacheFolder, fetchJars } from '../src/fetch-jars.js';
import { checkJava, KAFKA_VERSION, ownKafkaIsWanted, startKafka } from '../src/index.js';

const withKafka = await ownKafkaIsWanted();
const path = process.env['PATH'] ?? '';
const filled = cacheFolder();

describe('the cache of jars', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ce-jars-'));
    vi.stubEnv('KAFKA_HOME_CACHE', folder);
    // Whoever asks for Maven finds none.
    vi.stubEnv('PATH', join(folder, 'nothing'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it('is asked before Maven, and by version', async () => {
    await mkdir(join(folder, '1.2.3'));
    await writeFile(join(folder, '1.2.3', 'kafka.jar'), '');
    expect(await fetchJars('1.2.3')).toBe(join(folder, '1.2.3'));
    await expect(fetchJars('1.2.4')).rejects.toThrow(/Kafka 1\.2\.4 could not be fetched from Maven Central/);
  });

  it('keeps nothing of a fetch that failed, so that the next one starts anew', async () => {
    await expect(fetchJars('1.2.3')).rejects.toThrow(/Check the network and Maven's settings/);
    expect(await readdir(folder)).toEqual([]);
  });

  it.runIf(withKafka)('holds what Maven fetched, and the next call needs no Maven', async () => {
    vi.unstubAllEnvs();
    const jars = await fetchJars(KAFKA_VERSION);
    vi.stubEnv('PATH', join(folder, 'nothing'));
    expect(await fetchJars(KAFKA_VERSION)).toBe(jars);
    expect(await readdir(jars)).toEqual(
      expect.arrayContaining([`kafka_2.13-${KAFKA_VERSION}.jar`, `kafka-clients-${KAFKA_VERSION}.jar`]),
    );
  });

  it.runIf(withKafka)(
    'is enough for Kafka together with java alone, and Maven is asked for where it is empty',
    async () => {
      const java = execFileSync('sh', ['-c', 'command -v java'], { env: { PATH: path }, encoding: 'utf8' }).trim();
      await mkdir(join(folder, 'nothing'));
      await symlink(await realpath(java), join(folder, 'nothing', 'java'));
      expect(await checkJava()).toEqual({ kind: 'missing', reason: expect.stringContaining('Install mvn') as string });
      vi.stubEnv('KAFKA_HOME_CACHE', filled);
      vi.stubEnv('PATH', path);
      await fetchJars(KAFKA_VERSION);
      vi.stubEnv('PATH', join(folder, 'nothing'));
      expect(await checkJava()).toEqual({ kind: 'ready' });
      const kafka = await startKafka();
      await kafka.stop();
    },
  );
});
