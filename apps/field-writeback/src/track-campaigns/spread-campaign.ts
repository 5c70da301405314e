import type { ObjectType } from '@ce/contracts';
import { inTransaction } from '@ce/database';
import type { DataSource } from 'typeorm';
import { lockRecords } from '../keep-facts/lock-records.js';
import { refreshWanted } from '../keep-facts/refresh-wanted.js';

/** Records of one transaction: long enough to be quick, short enough not to keep others waiting. */
const RECORDS_AT_ONCE = 2_000;

/**
 * A campaign's news for every record that is enrolled in it, in steps of bounded size. Repeating it changes nothing.
 * @returns how many slots have something new to be written
 */
export async function spreadCampaign(
  dataSource: DataSource,
  campaign: { connectionId: string; campaignId: string },
): Promise<number> {
  let changed = 0;
  let after = '';
  for (;;) {
    const step = await spreadStep(dataSource, campaign, after);
    changed += step.changed;
    if (step.last === undefined) return changed;
    after = step.last;
  }
}

async function spreadStep(
  dataSource: DataSource,
  { connectionId, campaignId }: { connectionId: string; campaignId: string },
  after: string,
): Promise<{ changed: number; last: string | undefined }> {
  return inTransaction(dataSource, async (manager) => {
    const rows = await manager.query<{ record_id: string; record_type: ObjectType }[]>(
      `select fact.record_id, record.record_type
         from fact join record using (connection_id, record_id)
        where fact.connection_id = $1 and fact.register = 'enrollment' and fact.value->>'campaignId' = $2
          and fact.record_id > $3
        order by fact.record_id limit ${RECORDS_AT_ONCE}`,
      [connectionId, campaignId, after],
    );
    const records = rows.map((row) => ({ connectionId, recordId: row.record_id, recordType: row.record_type }));
    if (records.length > 0) await lockRecords(manager, records);
    return { changed: await refreshWanted(manager, records), last: rows.at(-1)?.record_id };
  });
}
