import { type CampaignStatus, campaignChanged, createEvent } from '@ce/contracts';
import { publishEvents, SOURCE, WORKSPACE } from '@ce/demo';
import { z } from 'zod';
import type { OnStage } from './bench-stage.js';

const source = z.object({
  state: z.string(),
  problem: z.object({ problem: z.string() }).nullable(),
  rowsInReport: z.number().nullable(),
  rows: z.record(z.string(), z.number()),
  calls: z.object({ lastPoll: z.number(), total: z.number() }),
  lastReadAt: z.string().nullable(),
});
export type WatchedSource = z.infer<typeof source>;

const LOOK_MS = 50;
const PATIENCE_MS = 300_000;

/** Tells of a campaign as CE does. */
export async function tellCampaign(stage: OnStage, campaignId: string, status: CampaignStatus): Promise<void> {
  const now = new Date();
  const facts = { campaignId, name: campaignId, creator: 'Bench', url: `https://ce.example.com/${campaignId}` };
  const data = { ...facts, workspaceId: WORKSPACE, connectionId: stage.connectionId, status, at: now.toISOString() };
  const event = createEvent(campaignChanged, data, { source: SOURCE, time: now });
  await publishEvents(stage.standalone.urls['activity-logging'], stage.publisherToken, [event]);
}

export async function attachReport(stage: OnStage, sourceId: string, campaignId: string, reportId: string) {
  const body = { campaignId, reportId, autoImport: true, rules: [] };
  // The campaign was told of a moment ago and reaches report-polling over the bus.
  await until(async () => {
    try {
      return await stage.call('PUT', urlOf(stage, sourceId), body);
    } catch (error) {
      if ((error as { status?: unknown }).status === 404) return undefined;
      throw error;
    }
  }, `${sourceId}: its campaign is not known`);
}

export async function showSource(stage: OnStage, sourceId: string): Promise<WatchedSource> {
  return source.parse(await stage.call('GET', urlOf(stage, sourceId)));
}

/** Asks for a read now, and resolves with the source as it is after it. */
export async function readNow(stage: OnStage, sourceId: string): Promise<WatchedSource> {
  const { lastReadAt } = await showSource(stage, sourceId);
  await stage.call('POST', `${urlOf(stage, sourceId)}/polls`);
  return untilRead(stage, sourceId, lastReadAt);
}

/** Resolves when the report was read whole after `before`. */
export function untilRead(stage: OnStage, sourceId: string, before: string | null): Promise<WatchedSource> {
  return until(async () => {
    const now = await showSource(stage, sourceId);
    if (now.problem !== null) throw new Error(`${sourceId} is ${now.state}: ${now.problem.problem}`);
    return now.lastReadAt !== before && now.state === 'read' ? now : undefined;
  }, `${sourceId} was not read`);
}

/** Looks until there is something to give. */
export async function until<T>(look: () => Promise<T | undefined>, otherwise: string): Promise<T> {
  for (const deadline = Date.now() + PATIENCE_MS; ;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${otherwise} within ${PATIENCE_MS / 1_000} s.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function urlOf({ standalone }: OnStage, sourceId: string): string {
  return `${standalone.urls['report-polling']}/enrollment-sources/${sourceId}`;
}
