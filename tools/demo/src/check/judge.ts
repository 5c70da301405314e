import type { EmailData } from '@ce/contracts';
import { campaigns, campaignUrl, type CampaignKey } from '../play/campaigns.js';
import type { Player } from '../play/player.js';
import type { Played } from '../play/play-campaigns.js';
import type { OrgRecord } from '../play/simulator.js';
import { countReasons } from '../show/print-figures.js';
import type { Figures, NotDone } from '../show/figures.js';
import { specificationCalls } from '../show/specification-calls.js';
import { compareRecord } from './compare-records.js';
import { compareTasks } from './compare-tasks.js';
import { countCalls } from './count-calls.js';
import { expectRecord } from './expect-record.js';

export interface Verdict {
  figures: Figures;
  specification: ReturnType<typeof specificationCalls>;
  notDone: NotDone[];
  /** What is not as it should be, one sentence each; empty when the demo succeeded. */
  faults: string[];
}

const lastStatus: Record<CampaignKey, string> = { spring: 'ended', renewals: 'paused' };

/** Looks at the org itself, not at what the services say of it. */
export async function judge({ org, player, told, sources }: Played, seconds: number): Promise<Verdict> {
  const [tasks, leads, contacts, journal] = await Promise.all([
    org.all('Task'),
    org.all('Lead'),
    org.all('Contact'),
    org.journal(),
  ]);
  const records = new Map([...leads, ...contacts].map((record) => [String(record['Id']), record]));
  const comparison = compareTasks(tasks, personsOf(player, records));
  const faults: string[] = [];
  for (const imported of told.imported.values()) {
    if (player.deleted.has(imported.record.id)) continue;
    const record = follow(records, imported.record.id);
    const accepted = player.accepted.get(imported.record.id) ?? [];
    if (record === undefined) faults.push(`${imported.record.id}: not in the org any more`);
    else faults.push(...compareRecord(record, expectRecord(imported, accepted), expectedCampaign(imported.campaignId)));
  }
  if (comparison.duplicateTasks > 0) faults.push(`${comparison.duplicateTasks} emails have more than one Task`);
  if (comparison.missingTasks > 0) faults.push(`${comparison.missingTasks} emails have no Task`);
  if (comparison.wrongTasks > 0)
    faults.push(`${comparison.wrongTasks} Tasks are on the wrong person, open, or no emails`);
  if (comparison.strayTasks > 0) faults.push(`${comparison.strayTasks} Tasks belong to no email`);
  if (comparison.tasks !== player.emailIds.size)
    faults.push(`${comparison.tasks} Tasks for ${player.emailIds.size} emails`);

  const rowsFound = sources.reduce((sum, source) => sum + Object.values(source.rows).reduce((all, n) => all + n, 0), 0);
  const specification = specificationCalls({
    reportChecks: sources.filter((source) => source.lastReadAt !== null).length,
    importedPeople: told.imported.size,
    emails: player.emailIds.size,
    finishedConversations: player.finishedConversations,
  });
  return {
    figures: {
      rowsFound,
      imported: told.imported.size,
      importErrors: told.importFailures.size,
      emails: player.emailIds.size,
      tasks: comparison.tasks,
      duplicateTasks: comparison.duplicateTasks,
      missingTasks: comparison.missingTasks,
      fieldWrites: told.fieldWrites.size,
      parked: told.parked.size,
      apiCalls: countCalls(journal),
      specificationCalls: specification.total,
      seconds,
    },
    specification,
    notDone: reasons({ told, sources }),
    faults,
  };
}

/** Whom the Task of each email belongs to by now. */
function personsOf(player: Player, records: ReadonlyMap<string, OrgRecord>): Map<string, string> {
  const events = [...player.accepted.values()].flat().filter(({ id }) => player.emailIds.has(id));
  return new Map(
    events.map(({ id, data }) => {
      const { record } = data as EmailData;
      const now = follow(records, record.id)?.['Id'];
      return [id, typeof now === 'string' ? now : record.id];
    }),
  );
}

/** A converted lead's conversation goes on with its contact. */
function follow(records: ReadonlyMap<string, OrgRecord>, id: string): OrgRecord | undefined {
  const record = records.get(id);
  const contactId = record?.['ConvertedContactId'];
  return typeof contactId === 'string' ? records.get(contactId) : record;
}

function expectedCampaign(campaignId: string) {
  const key: CampaignKey = campaignId === campaigns.spring.campaignId ? 'spring' : 'renewals';
  return { name: campaigns[key].name, creator: campaigns[key].creator, url: campaignUrl(key), status: lastStatus[key] };
}

function reasons({ told, sources }: Pick<Played, 'told' | 'sources'>): NotDone[] {
  return countReasons([
    ...sources.flatMap(({ reportName, problem }) =>
      problem === null ? [] : [{ what: `report "${reportName}"`, reason: problem.problem, fix: problem.fix }],
    ),
    ...[...told.importFailures.values()].map(({ code, reason, fix }) => ({
      what: `row not imported (${code})`,
      reason,
      fix,
    })),
    ...[...told.parked.values()].map(({ kind, code, reason, fix }) => ({
      what: `${kind} parked (${code})`,
      reason,
      fix,
    })),
  ]);
}
