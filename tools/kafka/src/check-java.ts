import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { hasJars } from './fetch-jars.js';
import { wantedVersion } from './kafka-version.js';

const execute = promisify(execFile);

export type JavaCheck = { kind: 'ready' } | { kind: 'missing'; reason: string };

/** Can this Kafka run here? It needs Java 17 or newer, and Maven where its jars are not in the cache yet. */
export async function checkJava(version = wantedVersion()): Promise<JavaCheck> {
  const needs = [javaProblem(), ...(hasJars(version) ? [] : [mavenProblem()])];
  const problems = (await Promise.all(needs)).filter((problem) => problem !== undefined);
  return problems.length === 0 ? { kind: 'ready' } : { kind: 'missing', reason: problems.join(' ') };
}

async function javaProblem(): Promise<string | undefined> {
  try {
    const { stderr } = await execute('java', ['-version']);
    const major = javaMajor(stderr);
    return major >= 17 ? undefined : `Java ${major} is too old. Install Java 17 or newer.`;
  } catch {
    return 'Java is not installed. Install Java 17 or newer.';
  }
}

async function mavenProblem(): Promise<string | undefined> {
  try {
    await execute('mvn', ['-version']);
    return undefined;
  } catch {
    return 'Maven is not installed. Install mvn, which fetches Kafka from Maven Central once.';
  }
}

/** 17 from `openjdk version "17.0.15" …`, and 8 from `java version "1.8.0_292"`. */
export function javaMajor(versionText: string): number {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(versionText) ?? [];
  return Number(first === '1' ? second : (first ?? 0));
}
