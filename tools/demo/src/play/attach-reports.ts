import { z } from 'zod';
import { type Caller, ServiceAnswer } from './call-service.js';
import { campaigns, sources } from './campaigns.js';

const finding = z.object({ code: z.string(), problem: z.string(), fix: z.string() });
const source = z.object({
  id: z.string(),
  campaignId: z.string(),
  reportName: z.string().nullable(),
  state: z.string(),
  problem: finding.nullable(),
  reading: z.boolean(),
  rows: z.record(z.string(), z.number()),
  lastReadAt: z.string().nullable(),
});
export type SourceView = z.infer<typeof source>;

/** Attaches every report of the demo; a refused one is a state with a reason, not an error. */
export async function attachReports(call: Caller, url: string): Promise<void> {
  for (const { sourceId, campaign, reportId } of sources) {
    const body = { campaignId: campaigns[campaign].campaignId, reportId, autoImport: true, rules: [] };
    await whenCampaignIsKnown(() => call('PUT', `${url}/enrollment-sources/${sourceId}`, body));
  }
}

export async function showSources(call: Caller, url: string): Promise<SourceView[]> {
  return z.array(source).parse(await call('GET', `${url}/enrollment-sources`));
}

/** The campaign was published a moment ago and reaches report-polling over the bus. */
async function whenCampaignIsKnown<T>(attach: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return await attach();
    } catch (error) {
      if (!(error instanceof ServiceAnswer) || error.status !== 404 || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
