import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** Seconds of processor time, by what a process is in the bench. */
export type ProcessorSeconds = Readonly<Record<string, number>>;

interface ProcessEntry {
  pid: number;
  parent: number;
  seconds: number;
  command: string;
}

/** Linux counts in hundredths wherever a program looks. Source: proc_pid_stat(5), USER_HZ. */
const TICKS_PER_SECOND = 100;

/**
 * Of everything that this process started, and of the database in the folder, which is nobody's child. Only where the
 * system has /proc; elsewhere nothing is known, and nothing said. The time of a process that ended in between is lost.
 */
export async function readProcessor(dataDir: string): Promise<ProcessorSeconds> {
  const names = await readdir('/proc').catch(() => []);
  const read = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readEntry));
  return sumByRole(
    read.filter((entry) => entry !== undefined),
    process.pid,
    dataDir,
  );
}

export function processorBetween(before: ProcessorSeconds, after: ProcessorSeconds): ProcessorSeconds {
  const spent = Object.entries(after).map(([role, seconds]) => [role, seconds - (before[role] ?? 0)] as const);
  return Object.fromEntries(spent.filter(([, seconds]) => seconds > 0));
}

export function sumByRole(entries: readonly ProcessEntry[], root: number, dataDir: string): ProcessorSeconds {
  const byPid = new Map(entries.map((entry) => [entry.pid, entry]));
  const isOurs = (entry: ProcessEntry | undefined): boolean =>
    entry !== undefined &&
    (entry.pid === root || entry.command.includes(`${dataDir}/`) || isOurs(byPid.get(entry.parent)));
  const sums: Record<string, number> = {};
  for (const entry of entries) {
    if (!isOurs(entry)) continue;
    const role = entry.pid === root ? 'publisher and counting' : roleOf(entry.command);
    sums[role] = (sums[role] ?? 0) + entry.seconds;
  }
  return sums;
}

function roleOf(command: string): string {
  const service = /apps\/([a-z-]+)\/dist\/main\.js/.exec(command)?.[1];
  if (service !== undefined) return service;
  const contestant = /contestants\/([a-z]+)\.js/.exec(command)?.[1];
  if (contestant !== undefined) return `contestant ${contestant}`;
  if (command.includes('kafka.Kafka')) return 'broker';
  if (command.includes('salesforce-simulator')) return 'simulator';
  return command.includes('postgres') ? 'PostgreSQL' : basename(command.split(' ')[0] ?? '');
}

/** Undefined for one that has ended meanwhile. */
async function readEntry(name: string): Promise<ProcessEntry | undefined> {
  try {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${name}/stat`, 'utf8'),
      readFile(`/proc/${name}/cmdline`, 'utf8'),
    ]);
    return { pid: Number(name), command: command.replaceAll('\0', ' ').trim(), ...readStat(stat) };
  } catch {
    return undefined;
  }
}

/** The second field is a name in brackets that may hold anything, so it is read from the last bracket on. */
export function readStat(stat: string): { parent: number; seconds: number } {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [parent = 0, user = 0, system = 0] = [fields[1], fields[11], fields[12]].map(Number);
  return { parent, seconds: (user + system) / TICKS_PER_SECOND };
}
