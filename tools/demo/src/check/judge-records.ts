import type { ImportFailureCode } from '@ce/contracts';
import { campaigns, campaignUrl, type CampaignKey } from '../play/campaigns.js';
import { compareRecord, compareUnenrolled } from './compare-records.js';
import { expectRecord } from './expect-record.js';
import { follow, type JudgedPlay, type People } from './judged-play.js';

const lastStatus: Record<CampaignKey, string> = { spring: 'ended', renewals: 'paused' };

/** By what status a record shows why it was not imported (salesforce-api.md §9.2). */
const shownFailure: Partial<Record<ImportFailureCode, string>> = {
  'missing-email': 'unsynced',
  'missing-first-name': 'unsynced',
  'invalid-first-name': 'import_error',
  'duplicate-email': 'import_error',
};

/** Whether every person's fields say what was accepted for them, and nothing where nothing was. */
export function judgeRecords({ player, told }: Pick<JudgedPlay, 'player' | 'told'>, people: People): string[] {
  const faults: string[] = [];
  for (const imported of told.imported.values()) {
    if (player.deleted.has(imported.record.id)) continue;
    const record = follow(people, imported.record.id);
    const accepted = player.accepted.get(imported.record.id) ?? [];
    if (record === undefined) faults.push(`${imported.record.id}: not in the org any more`);
    else faults.push(...compareRecord(record, expectRecord(imported, accepted), expectedCampaign(imported.campaignId)));
  }
  for (const { record, code } of told.importFailures.values()) {
    const status = shownFailure[code];
    const found = people.get(record.id);
    if (status !== undefined && found !== undefined) faults.push(...compareUnenrolled(found, status));
  }
  return faults;
}

function expectedCampaign(campaignId: string) {
  const key: CampaignKey = campaignId === campaigns.spring.campaignId ? 'spring' : 'renewals';
  return { name: campaigns[key].name, creator: campaigns[key].creator, url: campaignUrl(key), status: lastStatus[key] };
}
