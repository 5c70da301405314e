import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface LogLine {
  service?: string;
  msg?: string;
  correlationId?: string;
  [fact: string]: unknown;
}

/** All that the services of this data folder have logged: as text, and the lines that are JSON. */
export async function readLogs(dataDir: string): Promise<{ text: string; lines: LogLine[] }> {
  const folder = join(dataDir, 'logs');
  const files = await readdir(folder);
  const text = (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('\n');
  const lines = text.split('\n').flatMap((line): LogLine[] => {
    try {
      return line.startsWith('{') ? [JSON.parse(line) as LogLine] : [];
    } catch {
      return [];
    }
  });
  return { text, lines };
}
