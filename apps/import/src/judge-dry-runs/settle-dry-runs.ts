import { createEvent, dryRunJudged } from '@ce/contracts';
import type { SettledRow } from '@ce/delivery';
import type { Outbox } from '@ce/messaging';
import type { EntityManager } from 'typeorm';
import {
  alreadyEnrolled,
  type Candidate,
  duplicateEmail,
  emailKey,
  recordKey,
} from '../import-contacts/enroll-people.js';
import { IMPORT_TABLE, type ImportRow } from '../import-contacts/import-row.js';
import type { NotImportable, RowVerdict } from '../import-contacts/judge-row.js';

const SOURCE = '/services/import';

interface Refusal {
  code: NotImportable['code'] | 'not-read';
  reason: string;
  fix: string;
}

/** In the transaction that settles the rows: answers each that has a verdict, and forgets it. Nobody is enrolled. */
export async function settleDryRuns(
  manager: EntityManager,
  outbox: Outbox,
  settled: readonly SettledRow<ImportRow>[],
  verdictOf: (row: ImportRow) => RowVerdict | undefined,
): Promise<void> {
  const final = settled.filter(({ settlement }) => settlement.state === 'done' || settlement.state === 'parked');
  if (final.length === 0) return;
  const candidates = final.flatMap(({ row }): Candidate[] => {
    const verdict = verdictOf(row);
    return verdict?.kind === 'importable' ? [{ row, record: verdict.record }] : [];
  });
  const taken = await placesTaken(manager, candidates);
  const events = final.map(({ row, settlement }) => {
    const verdict = verdictOf(row);
    const refusal =
      settlement.state === 'parked'
        ? { code: 'not-read' as const, reason: settlement.reason, fix: settlement.fix }
        : verdict?.kind === 'not-importable'
          ? verdict
          : taken.get(row.id);
    return answerTo(row, refusal ?? null);
  });
  await manager.query(`delete from ${IMPORT_TABLE} where id = any ($1)`, [final.map(({ row }) => row.id)]);
  await outbox.publish(manager, events);
}

/**
 * Which of them would find themselves or their address in the campaign already, or be the second one in the same dry
 * run. The places that the others would take are kept for a day, for the batches that come after.
 */
async function placesTaken(
  manager: EntityManager,
  candidates: readonly Candidate[],
): Promise<Map<string, NotImportable>> {
  const taken = new Map<string, NotImportable>();
  if (candidates.length === 0) return taken;
  const asked = candidates.map(({ row, record }) => ({
    row_id: row.id,
    dry_run_id: row.dryRunId,
    connection_id: row.connectionId,
    campaign_id: row.campaignId,
    record_id: record.id,
    email_key: emailKey(record),
  }));
  const enrolled: { row_id: string; same: boolean }[] = await manager.query(
    `select row_id, bool_or(e.record_id = a.record_id) as same
     from jsonb_to_recordset($1::jsonb)
       as a (row_id text, connection_id text, campaign_id text, record_id text, email_key text)
     join enrollment e on e.connection_id = a.connection_id and e.campaign_id = a.campaign_id
       and (e.record_id = a.record_id or e.email_key = a.email_key)
     group by row_id`,
    [JSON.stringify(asked)],
  );
  for (const { row_id, same } of enrolled) taken.set(row_id, same ? alreadyEnrolled : duplicateEmail);

  const free = asked.filter(({ row_id }) => !taken.has(row_id));
  await manager.query(`delete from dry_run_place where at < now() - interval '1 day'`);
  await manager.query(
    `insert into dry_run_place (dry_run_id, email_key, record_id)
     select dry_run_id, email_key, record_id
     from jsonb_to_recordset($1::jsonb) as free (dry_run_id text, email_key text, record_id text, row_id text)
     order by dry_run_id, email_key, row_id on conflict do nothing`,
    [JSON.stringify(free)],
  );
  const places: { dry_run_id: string; email_key: string; record_id: string }[] = await manager.query(
    `select dry_run_id, email_key, record_id from dry_run_place
     where (dry_run_id, email_key) in
       (select dry_run_id, email_key from jsonb_to_recordset($1::jsonb) as free (dry_run_id text, email_key text))`,
    [JSON.stringify(free)],
  );
  const holders = new Map(places.map((place) => [`${place.dry_run_id}/${place.email_key}`, place.record_id]));
  const seen = new Set<string>();
  for (const candidate of candidates) {
    const { row, record } = candidate;
    if (taken.has(row.id)) continue;
    if (holders.get(`${row.dryRunId}/${emailKey(record)}`) !== record.id) taken.set(row.id, duplicateEmail);
    else if (seen.has(recordKey(candidate))) taken.set(row.id, alreadyEnrolled);
    seen.add(recordKey(candidate));
  }
  return taken;
}

function answerTo(row: ImportRow, refusal: Refusal | null) {
  return createEvent(
    dryRunJudged,
    {
      dryRunId: row.dryRunId ?? '',
      connectionId: row.connectionId,
      record: { type: row.objectType, id: row.recordId },
      campaignId: row.campaignId,
      sourceId: row.sourceId,
      at: new Date().toISOString(),
      refusal: refusal === null ? null : { code: refusal.code, reason: refusal.reason, fix: refusal.fix },
    },
    { source: SOURCE, id: `${row.id}/judged` },
  );
}
