import { createHash } from 'node:crypto';
import type { ImportedRecord } from '@ce/field-mapping';
import type { EntityManager } from 'typeorm';
import type { ImportRow } from './import-row.js';
import type { NotImportable } from './judge-row.js';

export interface Candidate {
  row: Pick<ImportRow, 'id' | 'connectionId' | 'campaignId' | 'sourceId' | 'dryRunId'>;
  record: ImportedRecord;
}

/**
 * Enrolls what is new to its campaign; the database decides, so that neither two batches nor two processes enroll a
 * record or an address twice. Returns why not, by row id, for the others.
 */
export async function enrollPeople(
  manager: EntityManager,
  candidates: readonly Candidate[],
): Promise<Map<string, NotImportable>> {
  const { firsts, refused } = firstOfEach(candidates);
  if (firsts.length === 0) return refused;
  const rows = firsts.map(({ row, record }) => ({
    connection_id: row.connectionId,
    campaign_id: row.campaignId,
    record_id: record.id,
    object_type: record.objectType,
    source_id: row.sourceId,
    email_key: emailKey(record),
    values_key: valuesKey(record),
  }));
  const stored: { record: string }[] = await manager.query(
    `insert into enrollment (connection_id, campaign_id, record_id, object_type, source_id, email_key, values_key)
     select * from jsonb_to_recordset($1::jsonb) as candidate (connection_id text, campaign_id text, record_id text,
       object_type text, source_id text, email_key text, values_key text)
     order by connection_id, campaign_id, record_id
     on conflict do nothing
     returning connection_id || '/' || campaign_id || '/' || record_id as record`,
    [JSON.stringify(rows)],
  );
  const enrolled = new Set(stored.map(({ record }) => record));
  const others = firsts.filter((candidate) => !enrolled.has(recordKey(candidate)));
  const before = await enrolledAlready(manager, others);
  for (const candidate of others) {
    refused.set(candidate.row.id, before.has(recordKey(candidate)) ? alreadyEnrolled : duplicateEmail);
  }
  return refused;
}

/** A statement of its own: the insert does not see what another process committed while it waited for that process. */
async function enrolledAlready(manager: EntityManager, candidates: readonly Candidate[]): Promise<Set<string>> {
  if (candidates.length === 0) return new Set();
  const rows = candidates.map(({ row, record }) => ({
    connection_id: row.connectionId,
    campaign_id: row.campaignId,
    record_id: record.id,
  }));
  const found: { record: string }[] = await manager.query(
    `select connection_id || '/' || campaign_id || '/' || record_id as record
     from enrollment join jsonb_to_recordset($1::jsonb)
       as candidate (connection_id text, campaign_id text, record_id text) using (connection_id, campaign_id, record_id)`,
    [JSON.stringify(rows)],
  );
  return new Set(found.map(({ record }) => record));
}

/** One statement may not meet the same key twice; within a batch the first row of a record or an address holds. */
function firstOfEach(candidates: readonly Candidate[]) {
  const refused = new Map<string, NotImportable>();
  const records = new Set<string>();
  const addresses = new Set<string>();
  const firsts = candidates.filter((candidate) => {
    const record = recordKey(candidate);
    const address = `${candidate.row.connectionId}/${candidate.row.campaignId}/${emailKey(candidate.record)}`;
    if (records.has(record)) refused.set(candidate.row.id, alreadyEnrolled);
    else if (addresses.has(address)) refused.set(candidate.row.id, duplicateEmail);
    records.add(record);
    addresses.add(address);
    return !refused.has(candidate.row.id);
  });
  return { firsts, refused };
}

export function recordKey({ row, record }: Candidate): string {
  return `${row.connectionId}/${row.campaignId}/${record.id}`;
}

/** Addresses compare without regard to case. */
export function emailKey(record: ImportedRecord): string {
  return hash(
    String(record.fields['email'] ?? '')
      .trim()
      .toLowerCase(),
  );
}

/** Changes when an imported value does. */
export function valuesKey({ fields, accountId, ownerId, ownerEmail }: ImportedRecord): string {
  const sorted = Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
  return hash(JSON.stringify([sorted, accountId, ownerId, ownerEmail]));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

export const alreadyEnrolled: NotImportable = {
  kind: 'not-importable',
  code: 'already-enrolled',
  reason: 'The person is enrolled in this campaign already.',
  fix: 'Nothing to do.',
};

export const duplicateEmail: NotImportable = {
  kind: 'not-importable',
  code: 'duplicate-email',
  reason: 'Another record with the same email address is enrolled in this campaign.',
  fix: 'Merge the two records in Salesforce, or correct the address of one.',
};
