import { EVERY_WORKSPACE } from '@ce/service-kit';
import type { Standalone } from '@ce/standalone';
import type { DemoScale } from '../describe-org/build-org.js';
import { recordId } from '../describe-org/record-ids.js';
import type { Progress } from '../show/progress.js';
import { attachReports, type SourceView, showSources } from './attach-reports.js';
import { type Caller, callerWith } from './call-service.js';
import { campaignEvent, type CampaignKey, campaigns, WORKSPACE } from './campaigns.js';
import { connectOrg } from './connect-org.js';
import { followEvents, type Told } from './follow-events.js';
import { Player } from './player.js';
import { publishEvents } from './publish-events.js';
import { SimulatedOrg } from './simulator.js';
import { type Counts, waitForQuiet } from './wait-for-quiet.js';

export interface Played {
  org: SimulatedOrg;
  player: Player;
  told: Told;
  sources: SourceView[];
}

/** Web leads that the customer converts or deletes, before the campaign sees them or in its middle. */
export const customerActs = {
  convertedBefore: [recordId('Lead', 301), recordId('Lead', 302)],
  convertedMeanwhile: [recordId('Lead', 311), recordId('Lead', 312)],
  deletedMeanwhile: [recordId('Lead', 321), recordId('Lead', 322)],
};

/** Connects, attaches the reports, lets two campaigns run, pauses one and ends the other, and waits until all is quiet. */
export async function playCampaigns(
  standalone: Standalone,
  scale: DemoScale,
  show: { progress: Progress; step: (text: string) => void; onCounts: (counts: Counts) => void },
): Promise<Played> {
  const { urls, simulatorUrl, environment } = standalone;
  if (simulatorUrl === undefined) throw new Error('The demo needs the simulator.');
  const org = new SimulatedOrg(simulatorUrl);
  const call: Caller = callerWith(await standalone.token(WORKSPACE, ['admin']));
  // CE's own services publish for every workspace.
  const token = await standalone.token(EVERY_WORKSPACE, ['publisher']);
  const events = urls['activity-logging'];

  show.step('connecting the org by OAuth');
  const connectionId = await connectOrg(call, urls.auth, scale.withEventId);
  for (const lead of customerActs.convertedBefore) await org.convert(lead);

  show.step('attaching eight reports to two campaigns');
  const { told, stop } = await followEvents(environment);
  try {
    const announce = async (key: CampaignKey, status: 'running' | 'paused' | 'ended') =>
      publishEvents(events, token, [campaignEvent(key, status, connectionId, new Date())]);
    for (const key of Object.keys(campaigns) as CampaignKey[]) await announce(key, 'running');
    await attachReports(call, urls['report-polling']);

    const player = new Player(events, token, org, {
      convert: new Set(customerActs.convertedMeanwhile),
      delete: new Set(customerActs.deletedMeanwhile),
    });
    const quiet = { call, urls, told, player, progress: show.progress, onCounts: show.onCounts };
    show.step('campaigns run: rows are found, imported, written to');
    await waitForQuiet(quiet);
    show.step('pausing one campaign, ending the other');
    await announce('renewals', 'paused');
    await announce('spring', 'ended');
    await waitForQuiet(quiet);
    return { org, player, told, sources: await showSources(call, urls['report-polling']) };
  } finally {
    await stop();
  }
}
