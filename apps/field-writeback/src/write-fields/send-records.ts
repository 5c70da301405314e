import { SalesforceError, type SalesforceOrg, type WriteResult } from '@ce/salesforce';
import type { PlannedRecord } from './plan-records.js';

/** What one composite call carries (salesforce-api.md §3.4). */
const RECORDS_PER_CALL = 1_000;

export interface SentRecord {
  record: PlannedRecord;
  /** Null: not sent, because the calls ran out before it. */
  result: WriteResult | null;
}

/**
 * Writes the records, up to 1,000 in one call. A later call's failure does not hide what the earlier ones did: only a
 * failure of the first is thrown.
 */
export async function sendRecords(org: SalesforceOrg, records: readonly PlannedRecord[]): Promise<SentRecord[]> {
  const sent: SentRecord[] = [];
  for (let start = 0; start < records.length; start += RECORDS_PER_CALL) {
    const part = records.slice(start, start + RECORDS_PER_CALL);
    const answered = await sendPart(org, part, start === 0);
    sent.push(...part.map((record, index) => ({ record, result: answered?.[index] ?? null })));
  }
  return sent;
}

async function sendPart(
  org: SalesforceOrg,
  records: readonly PlannedRecord[],
  first: boolean,
): Promise<readonly WriteResult[] | null> {
  try {
    return await org.updateRecords(
      records.map(({ recordId, recordType, fields }) => ({ type: recordType, id: recordId, fields })),
    );
  } catch (error) {
    if (first) throw error;
    if (!(error instanceof SalesforceError)) return null;
    return records.map(() => ({ kind: 'refused', error: error.asRecordError() }));
  }
}
