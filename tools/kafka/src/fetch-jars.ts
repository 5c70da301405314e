import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** Kafka ships an API for logging and no logger; this one writes to standard error. */
const LOGGER = { group: 'org.slf4j', artifact: 'slf4j-simple', version: '1.7.36' };

/** Where jars are kept between runs: `KAFKA_HOME_CACHE`, or a folder of the workspace that git ignores. */
export function cacheFolder(): string {
  const workspace = fileURLToPath(new URL('../../..', import.meta.url));
  return resolve(process.env['KAFKA_HOME_CACHE'] ?? join(workspace, 'node_modules/.cache/kafka'));
}

/** Are they there already, so that java alone is enough? */
export function hasJars(version: string): boolean {
  return existsSync(join(cacheFolder(), version));
}

/** The folder with Kafka's jars and everything they need; fetched by Maven on the first call. */
export async function fetchJars(version: string): Promise<string> {
  const folder = join(cacheFolder(), version);
  if (hasJars(version)) return folder;
  await mkdir(cacheFolder(), { recursive: true });
  // Beside its final place, so that a folder with that name is always complete.
  const draft = await mkdtemp(join(cacheFolder(), `.${version}-`));
  try {
    const pom = join(draft, 'pom.xml');
    await writeFile(pom, pomOf(version));
    await execute('mvn', [
      '-B',
      '-q',
      '-f',
      pom,
      COPY,
      '-DincludeScope=runtime',
      `-DoutputDirectory=${join(draft, 'jars')}`,
    ]);
    await rename(join(draft, 'jars'), folder).catch((error: unknown) => {
      // Another process was faster with the same jars.
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } catch (cause) {
    throw new Error(
      `Kafka ${version} could not be fetched from Maven Central. Check the network and Maven's settings.`,
      { cause },
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function pomOf(version: string): string {
  const dependency = (group: string, artifact: string, wanted: string) =>
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${wanted}</version></dependency>`;
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId><artifactId>kafka-jars</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    ${dependency('org.apache.kafka', 'kafka_2.13', version)}
    ${dependency(LOGGER.group, LOGGER.artifact, LOGGER.version)}
  </dependencies>
</project>
`;
}
