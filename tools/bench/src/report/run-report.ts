import { recordId } from '@ce/demo';
import { serviceNames } from '@ce/standalone';
import { z } from 'zod';
import { benchLeads, benchReport } from '../bench-leads.js';
import type { BenchStage, OnStage } from '../bench-stage.js';
import { watchMemory } from '../throughput/watch-memory.js';
import { attachReport, readNow, showSource, tellCampaign, until, untilRead } from '../watch-sources.js';
import { type ReportSummary, type SizeMeasured, summarizeReport } from './summarize-report.js';

/** Read before the others, because a new process computes slowly at first. */
const WARM_UP = { rows: 4_100, source: 'Warm-up' };
const STOP_MS = 10_000;
const CAMPAIGN = 'bench-report';

const journal = z.object({ entries: z.array(z.object({ kind: z.string(), milliseconds: z.number() })) });

/**
 * Reads one report of each size, the smallest first. They are parts of one org: what lies in the org beside a report
 * does not change from one to the next.
 */
export async function runReport(
  stage: BenchStage,
  rows: readonly number[],
  step: (line: string) => void,
): Promise<ReportSummary> {
  const sizes = [...new Set(rows)].sort((one, other) => one - other);
  const running = await stage.start(orgOf(sizes), step);
  const { standalone } = running;
  await tellCampaign(running, CAMPAIGN, 'running');
  step(`warming up with ${WARM_UP.rows} rows`);
  await attachReport(running, 'warm-up', CAMPAIGN, recordId('Report', 1));
  await untilRead(running, 'warm-up', null);
  await readNow(running, 'warm-up');
  // What is found is published; whoever takes it would share the machine with what is measured.
  const others = serviceNames.filter((name) => name !== 'auth' && name !== 'report-polling');
  await Promise.all(others.map((name) => standalone.processes[name].stop(STOP_MS)));

  const { pid } = standalone.processes['report-polling'];
  if (pid === undefined) throw new Error('report-polling does not run.');
  const measured: SizeMeasured[] = [];
  let restMegabytes = 0;
  for (const [at, size] of sizes.entries()) {
    const memory = await watchMemory(pid);
    const figures = await measure(running, `rows-${size}`, recordId('Report', at + 2));
    const { mostMegabytes, ...rest } = memory.stop();
    if (at === 0) ({ restMegabytes } = rest);
    measured.push({ rows: size, ...figures, peakMegabytes: mostMegabytes });
    step(`${size} rows in ${figures.firstSeconds.toFixed(1)} s, then in ${figures.againSeconds.toFixed(1)} s`);
  }
  return summarizeReport(measured, restMegabytes);
}

async function measure(running: OnStage, sourceId: string, reportId: string) {
  await fetch(`${running.simulatorUrl}/simulator/journal`, { method: 'DELETE' });
  await attachReport(running, sourceId, CAMPAIGN, reportId);
  const begun = Date.now();
  await untilRead(running, sourceId, null);
  const firstSeconds = (Date.now() - begun) / 1_000;
  const answer = await fetch(`${running.simulatorUrl}/simulator/journal?limit=50000`);
  const { entries } = journal.parse(await answer.json());
  const orgMs = entries.reduce((sum, entry) => sum + (entry.kind.startsWith('report-') ? entry.milliseconds : 0), 0);
  const begunAgain = Date.now();
  const again = await readNow(running, sourceId);
  const againSeconds = (Date.now() - begunAgain) / 1_000;
  const { rows } = await until(() => showSource(running, sourceId), `${sourceId} is not shown`);
  const found = Object.values(rows).reduce((sum, count) => sum + count, 0);
  return { found, firstSeconds, againSeconds, orgSeconds: orgMs / 1_000, calls: again.calls.lastPoll };
}

/** Each larger report has the leads of the smaller ones, and more. */
function orgOf(sizes: readonly number[]) {
  const sources = sizes.map((size) => `Size ${size}`);
  const parts = sizes.map((size, at) => ({ first: sizes[at - 1] ?? 0, count: size - (sizes[at - 1] ?? 0) }));
  const last = sizes.at(-1) ?? 0;
  return {
    // A wait for the next tick would hide in the smallest report what the largest one shows.
    environment: { POLL_TICK_MS: '20' },
    leads: [
      ...parts.flatMap(({ first, count }, at) => benchLeads(sources[at] ?? '', first + 1, count)),
      ...benchLeads(WARM_UP.source, last + 1, WARM_UP.rows),
    ],
    reports: [
      benchReport(1, 'Warm-up', [WARM_UP.source]),
      ...sizes.map((size, at) => benchReport(at + 2, `${size} rows`, sources.slice(0, at + 1))),
    ],
  };
}
