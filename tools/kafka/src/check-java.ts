import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export type JavaCheck = { kind: 'ready' } | { kind: 'missing'; reason: string };

/** Can Kafka run here? It needs Java 17 or newer, and Maven to fetch its jars once. */
export async function checkJava(): Promise<JavaCheck> {
  const problems = (await Promise.all([javaProblem(), mavenProblem()])).filter((problem) => problem !== undefined);
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
    return 'Maven is not installed. Install mvn, which fetches Kafka from Maven Central.';
  }
}

/** 17 from `openjdk version "17.0.15" …`, and 8 from `java version "1.8.0_292"`. */
export function javaMajor(versionText: string): number {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(versionText) ?? [];
  return Number(first === '1' ? second : (first ?? 0));
}
