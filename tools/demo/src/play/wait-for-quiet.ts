import type { ServiceName } from '@ce/standalone';
import { z } from 'zod';
import type { Progress } from '../show/progress.js';
import { showSources } from './attach-reports.js';
import type { Caller } from './call-service.js';
import type { Told } from './follow-events.js';
import type { Player } from './player.js';

/** How far the play is: done, of what is known to be there. */
export interface Counts {
  imported: number;
  rows: number;
  tasks: number;
  emails: number;
  writes: number;
}

export interface QuietInput {
  call: Caller;
  urls: Record<ServiceName, string>;
  told: Told;
  player: Player;
  progress: Progress;
  onCounts: (counts: Counts) => void;
}

const PATIENCE_MS = 180_000;
const PROBE_MS = 400;
/** Nothing may be found under way this many times in a row: between two stores an event is on its way in neither. */
const CALM_PROBES = 4;

const summary = z.object({ states: z.array(z.looseObject({ state: z.string() })) });

/** Plays on for every newly imported person, and returns when no service has anything left to do. */
export async function waitForQuiet({ call, urls, told, player, progress, onCounts }: QuietInput): Promise<void> {
  const bars = {
    imported: progress.bar('rows imported'),
    tasks: progress.bar('Tasks logged'),
    writes: progress.bar('records written'),
  };
  const deadline = Date.now() + PATIENCE_MS;
  let calm = 0;
  while (calm < CALM_PROBES) {
    const before = player.accepted.size;
    await player.play(told.imported.values());
    const [sources, activities, writeBacks, lag] = await Promise.all([
      showSources(call, urls['report-polling']),
      underWay(call, `${urls['activity-logging']}/activities/summary`),
      underWay(call, `${urls['field-writeback']}/write-backs/summary`),
      busLag(urls),
    ]);
    const rows = sources.flatMap((source) => Object.entries(source.rows));
    const total = rows.reduce((sum, [, count]) => sum + count, 0);
    const published = rows.reduce((sum, [state, count]) => sum + (state === 'published' ? count : 0), 0);
    const unread = sources.filter(
      (source) => source.reading || (source.lastReadAt === null && source.problem === null),
    ).length;
    const untold =
      player.emailIds.size - told.tasks.size - [...told.parked.values()].filter(({ kind }) => kind === 'task').length;
    const counts = {
      imported: total - published,
      rows: total,
      tasks: told.tasks.size,
      emails: player.emailIds.size,
      writes: told.fieldWrites.size,
    };
    bars.imported.update(counts.imported, counts.rows);
    bars.tasks.update(counts.tasks, counts.emails);
    bars.writes.update(counts.writes, counts.writes + writeBacks);
    onCounts(counts);

    const open = { unread, published, played: player.accepted.size - before, untold, activities, writeBacks, lag };
    calm = Object.values(open).every((count) => count <= 0) ? calm + 1 : 0;
    if (Date.now() > deadline) throw new Error(`The demo does not come to rest. Still open: ${JSON.stringify(open)}`);
    await new Promise((resolve) => setTimeout(resolve, PROBE_MS));
  }
}

/** Rows of a delivery service that are waiting or in hand. */
export async function underWay(call: Caller, url: string): Promise<number> {
  const { states } = summary.parse(await call('GET', url));
  return states
    .filter(({ state }) => state === 'waiting' || state === 'claimed')
    .flatMap((row) => Object.values(row))
    .reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 0), 0);
}

/** Events written and not yet taken, over all services; a service that is away counts as one, because nobody knows. */
export async function busLag(urls: Record<ServiceName, string>): Promise<number> {
  const lags = await Promise.all(
    Object.values(urls).map(async (url) => {
      try {
        const text = await (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5_000) })).text();
        return [...text.matchAll(/^bus_lag\{[^}]*\} (\d+)/gm)].reduce((sum, [, lag]) => sum + Number(lag), 0);
      } catch {
        return 1;
      }
    }),
  );
  return lags.reduce((sum, lag) => sum + lag, 0);
}
