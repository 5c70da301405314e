import type { RecordRef } from '@ce/contracts';
import type { RowOutcome } from '@ce/delivery';
import type { SalesforceOrg } from '@ce/salesforce';
import type { DataSource } from 'typeorm';
import type { FieldsToRead, OrgFields } from '../check-mappings/org-fields.js';
import { storeProblems } from '../check-mappings/store-problems.js';
import type { PausedEntry } from '../check-mappings/mapping-in-use.js';
import { findConnection, type TrackedConnection } from '../track-connections/store-connections.js';
import { type Followed, followPeople } from './follow-people.js';
import type { ImportRow } from './import-row.js';
import { judgeRow } from './judge-row.js';
import { readPeople } from './read-people.js';
import type { Verdicts } from './settle-imports.js';

export interface BatchTools {
  dataSource: DataSource;
  orgFields: OrgFields;
  verdicts: Verdicts;
  onPaused: (connectionId: string, entries: readonly PausedEntry[]) => void;
}

/** Reads the rows' records and judges each; nothing is stored but what was learnt of the mapping. */
export async function importBatch(
  tools: BatchTools,
  org: SalesforceOrg,
  rows: readonly ImportRow[],
): Promise<Map<string, RowOutcome>> {
  const connectionId = rows[0]?.connectionId ?? '';
  const connection = await findConnection(tools.dataSource.manager, connectionId);
  if (connection === undefined) return everyRow(rows, notKnown());
  const refs = rows.map((row): RecordRef => ({ type: row.objectType, id: row.recordId }));
  const { fields, followed } = await readRecords(tools, org, connection, refs);
  const context = { unusable: fields.unusable, enrolledBefore: await enrolledBefore(tools, connectionId, followed) };
  return new Map(
    rows.map((row) => {
      const verdict = judgeRow(row, followed.get(row.recordId), context);
      tools.verdicts.set(row, verdict);
      return [row.id, verdict.kind === 'unread' ? { kind: 'failed', error: verdict.error } : { kind: 'done' }];
    }),
  );
}

/** The records as the mapping reads them now, followed to where they are; what is wrong with the mapping is stored. */
export async function readRecords(
  tools: Pick<BatchTools, 'dataSource' | 'orgFields' | 'onPaused'>,
  org: SalesforceOrg,
  connection: TrackedConnection,
  refs: readonly RecordRef[],
): Promise<{ fields: FieldsToRead; followed: Map<string, Followed> }> {
  const { orgFields } = tools;
  const { connectionId } = connection;
  let fields = await orgFields.fieldsOf(org, connection);
  const followed = await followPeople(refs, (unread) =>
    readPeople(
      org,
      unread,
      () => fields,
      (objectType, path) => {
        orgFields.hide(connectionId, objectType, path);
        fields = orgFields.known(connection) ?? fields;
      },
    ),
  );
  const fresh = await storeProblems(tools.dataSource.manager, connectionId, fields.problems);
  if (fresh.length > 0) tools.onPaused(connectionId, fresh);
  return { fields, followed };
}

async function enrolledBefore(
  { dataSource }: BatchTools,
  connectionId: string,
  followed: ReadonlyMap<string, Followed>,
): Promise<Set<string>> {
  const ids = [...followed.values()].flatMap((end) => (end.kind === 'found' ? [end.person.record.id] : []));
  const found: { record_id: string }[] = await dataSource.query(
    'select distinct record_id from enrollment where connection_id = $1 and record_id = any ($2)',
    [connectionId, ids],
  );
  return new Set(found.map((enrollment) => enrollment.record_id));
}

function everyRow(rows: readonly ImportRow[], outcome: RowOutcome): Map<string, RowOutcome> {
  return new Map(rows.map((row) => [row.id, outcome]));
}

/** The row came before its connection's state did; both are on their way over the bus. */
function notKnown(): RowOutcome {
  return { kind: 'later', notBefore: new Date(Date.now() + 1_000), reason: 'The connection is not known here yet.' };
}
