import { contactImported, contactImportFailed, createEvent } from '@ce/contracts';
import type { SettledRow } from '@ce/delivery';
import type { Outbox } from '@ce/messaging';
import type { EntityManager } from 'typeorm';
import { settleDryRuns } from '../judge-dry-runs/settle-dry-runs.js';
import { enrollPeople } from './enroll-people.js';
import { IMPORT_TABLE, type ImportRow } from './import-row.js';
import type { NotImportable, RowVerdict } from './judge-row.js';

const SOURCE = '/services/import';

type Importable = Extract<RowVerdict, { kind: 'importable' }>;
export type Verdicts = WeakMap<ImportRow, RowVerdict>;

/** In the transaction that settles the rows: enrolls, notes each row's outcome and announces it. Returns what was decided. */
export async function settleImports(
  manager: EntityManager,
  outbox: Outbox,
  settled: readonly SettledRow<ImportRow>[],
  verdicts: Verdicts,
): Promise<FinalRow[]> {
  const [dryRuns, inEarnest] = split(settled);
  await settleDryRuns(manager, outbox, dryRuns, (row) => verdicts.get(row));
  const judged = inEarnest
    .filter(({ settlement }) => settlement.state === 'done')
    .flatMap(({ row }) => {
      const verdict = verdicts.get(row);
      return verdict === undefined || verdict.kind === 'unread' ? [] : [{ row, verdict }];
    });
  const candidates = judged.flatMap(({ row, verdict }) =>
    verdict.kind === 'importable' ? [{ row, record: verdict.record }] : [],
  );
  const notEnrolled = await enrollPeople(manager, candidates);
  const final = judged.map(({ row, verdict }) => ({ row, verdict: notEnrolled.get(row.id) ?? verdict }));
  await noteOutcomes(manager, final);
  await outbox.publish(
    manager,
    final.map(({ row, verdict }) => announcementOf(row, verdict)),
  );
  return final;
}

function split(settled: readonly SettledRow<ImportRow>[]): [SettledRow<ImportRow>[], SettledRow<ImportRow>[]] {
  return [settled.filter(({ row }) => row.dryRunId !== null), settled.filter(({ row }) => row.dryRunId === null)];
}

export interface FinalRow {
  row: ImportRow;
  verdict: Importable | NotImportable;
}

async function noteOutcomes(manager: EntityManager, rows: readonly FinalRow[]): Promise<void> {
  const outcomes = rows.map(({ row, verdict }) =>
    verdict.kind === 'importable'
      ? { id: row.id, outcome: 'imported', code: null, reason: null, fix: null, record: verdict.record.id }
      : {
          id: row.id,
          outcome: 'not-imported',
          code: verdict.code,
          reason: verdict.reason,
          fix: verdict.fix,
          record: null,
        },
  );
  await manager.query(
    `update ${IMPORT_TABLE} as row
     set outcome = o.outcome, error_code = o.code, reason = o.reason, fix = o.fix, result_id = o.record
     from jsonb_to_recordset($1::jsonb) as o (id text, outcome text, code text, reason text, fix text, record text)
     where row.id = o.id`,
    [JSON.stringify(outcomes)],
  );
}

function announcementOf(row: ImportRow, verdict: FinalRow['verdict']) {
  const named = { type: row.objectType, id: row.recordId };
  const { connectionId, campaignId, sourceId } = row;
  const of = { connectionId, campaignId, sourceId, at: new Date().toISOString() };
  if (verdict.kind === 'not-importable') {
    const { code, reason, fix } = verdict;
    return createEvent(contactImportFailed, { ...of, record: named, code, reason, fix }, { source: SOURCE });
  }
  const { id, objectType, fields, accountId, ownerId, ownerEmail } = verdict.record;
  return createEvent(
    contactImported,
    {
      ...of,
      record: { type: objectType, id },
      fields: { ...fields },
      accountId,
      ownerId,
      ownerEmail,
      followedFrom: id === named.id ? null : named,
    },
    { source: SOURCE },
  );
}
