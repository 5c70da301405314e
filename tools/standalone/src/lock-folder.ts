import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ProcessMark, isRunning, markOf } from './process-mark.js';

/**
 * Keeps a data folder to one launcher: a second one would stop the first one's database. A folder whose launcher was
 * killed is taken over.
 * @returns gives the folder back
 * @throws Error naming the process that holds it
 */
export async function lockFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'launcher.lock');
  const mine = `${file}.${process.pid}`;
  await writeFile(mine, JSON.stringify(await markOf(process.pid)));
  try {
    // A link appears with its content or not at all, and fails where there is one.
    for (let attempt = 0; !(await linked(mine, file)); attempt += 1) {
      const holder = await read(file);
      if (holder !== undefined && (attempt > 3 || (await isRunning(holder)))) {
        throw new Error(
          `The data folder ${dataDir} is in use by process ${holder.pid}. Stop that one with Ctrl-C, or name another folder: --data FOLDER.`,
        );
      }
      await rm(file, { force: true });
    }
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(file, { force: true });
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function read(file: string): Promise<ProcessMark | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ProcessMark;
  } catch {
    return undefined;
  }
}
