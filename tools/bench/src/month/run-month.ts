import { busLag, recordId, SOURCE, underWay } from '@ce/demo';
import { z } from 'zod';
import { benchLeads, benchReport } from '../bench-leads.js';
import type { BenchStage, OnStage } from '../bench-stage.js';
import { compareTasks } from '../throughput/compare-tasks.js';
import { OrgCounts } from '../throughput/org-counts.js';
import { attachReport, readNow, showSource, tellCampaign, until } from '../watch-sources.js';
import { countedOnly, countPlay } from './count-phase.js';
import { playMailing } from './play-mailing.js';
import type { MonthPlan } from './scale-month.js';
import { type MonthSummary, summarizeMonth } from './summarize-month.js';

export interface MonthOptions extends MonthPlan {
  /** Polls of each report that are counted. */
  polls: number;
  /** Emails in one second of a mailing. */
  pace: number;
}

const CALM_LOOKS = 4;
const LOOK_MS = 300;
const refreshes = z.object({ refreshedAt: z.string().nullable() });

/** Plays the month's events in minutes with the real services, and counts at the org what each costs. */
export async function runMonth(
  stage: BenchStage,
  options: MonthOptions,
  step: (line: string) => void,
): Promise<MonthSummary> {
  const { contacts, emails, pace } = options;
  const campaigns = Array.from({ length: options.campaigns }, (_, at) => ({
    campaignId: `bench-month-${at + 1}`,
    sourceId: `month-${at + 1}`,
    reportId: recordId('Report', at + 1),
    leads: benchLeads(`Campaign ${at + 1}`, at * contacts + 1, contacts),
  }));
  const leads = campaigns.flatMap((campaign) => campaign.leads);
  const reports = campaigns.map((_, at) => benchReport(at + 1, `Campaign ${at + 1}`, [`Campaign ${at + 1}`]));
  const running = await stage.start({ leads, reports }, step);
  const connecting = await callsSoFar(running);

  step(`enrolling ${leads.length} leads from ${campaigns.length} reports`);
  for (const { campaignId, sourceId, reportId } of campaigns) {
    await tellCampaign(running, campaignId, 'running');
    await attachReport(running, sourceId, campaignId, reportId);
    await until(async () => {
      const { rows } = await showSource(running, sourceId);
      return rows['imported'] === contacts ? true : undefined;
    }, `${sourceId}: not all are imported`);
    await untilQuiet(running);
  }
  const emailIds: string[] = [];
  for (let number = 1; number <= emails; number += 1) {
    for (const { campaignId, leads: people } of campaigns) {
      step(`${campaignId}: email ${number} of ${emails} to ${contacts} leads`);
      const ids = people.map((lead) => lead['Id'] ?? '');
      emailIds.push(
        ...(await playMailing(running, { campaignId, people: ids, number, isLast: number === emails, pace })),
      );
      await untilQuiet(running);
    }
  }
  const beforePolls = await callsSoFar(running);
  step(`polling each report ${options.polls} times`);
  for (let poll = 1; poll <= options.polls; poll += 1) {
    for (const { sourceId } of campaigns) await readNow(running, sourceId);
  }
  const pollCalls = (await callsSoFar(running)) - beforePolls;
  step('ending the campaigns');
  for (const { campaignId } of campaigns) {
    await tellCampaign(running, campaignId, 'ended');
    await untilQuiet(running);
  }
  const entries = countedOnly(await running.org.journal());
  step('looking for changes');
  const look = await lookForChanges(running);
  const played = {
    counted: countPlay(connecting, [...entries.slice(0, beforePolls), ...entries.slice(beforePolls + pollCalls)]),
    polls: { polls: options.polls * campaigns.length, calls: pollCalls },
    look: { calls: look },
  };
  const found = await new OrgCounts(running.simulatorUrl).eventIds(0);
  const wanted = emailIds.map((id) => `${SOURCE} ${id}`);
  return summarizeMonth(
    options,
    played,
    { emails: wanted.length, tasks: found.length },
    compareTasks('month', wanted, found),
  );
}

async function callsSoFar({ org }: OnStage): Promise<number> {
  return countedOnly(await org.journal()).length;
}

/** Resolves when no service has anything left to do. */
async function untilQuiet({ call, standalone }: OnStage): Promise<void> {
  const { urls } = standalone;
  let calm = 0;
  await until(async () => {
    const open = await Promise.all([
      underWay(call, `${urls['activity-logging']}/activities/summary`),
      underWay(call, `${urls['field-writeback']}/write-backs/summary`),
      busLag(urls),
    ]);
    calm = open.every((count) => count <= 0) ? calm + 1 : 0;
    if (calm === CALM_LOOKS) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    return undefined;
  }, 'The services do not come to rest');
}

/** @returns the calls of one look */
async function lookForChanges(running: OnStage): Promise<number> {
  const before = await callsSoFar(running);
  const url = `${running.standalone.urls.import}/imports/connections/${running.connectionId}/refreshes`;
  const show = async () => refreshes.parse(await running.call('GET', url)).refreshedAt;
  const known = await show();
  await running.call('POST', url);
  await until(async () => ((await show()) === known ? undefined : true), 'Nobody looked for changes');
  return (await callsSoFar(running)) - before;
}
