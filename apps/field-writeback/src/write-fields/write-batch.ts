import type { ObjectType } from '@ce/contracts';
import { followRecords, movesOf, type RowOutcome } from '@ce/delivery';
import type { ObjectDescribe, OwnerDecision, Whereabouts } from '@ce/field-mapping';
import { SalesforceError, type SalesforceOrg } from '@ce/salesforce';
import type { Move } from '../keep-facts/move-record.js';
import type { Connections, TrackedConnection } from '../track-connections/connections.js';
import { decideOwners } from './decide-owners.js';
import { judgeRecord, judgeUnsent, report, type SlotReport } from './judge-records.js';
import type { OrgDescribes } from './org-describes.js';
import { type PlannedRecord, planRecords } from './plan-records.js';
import { sendRecords, type SentRecord } from './send-records.js';
import type { WriteBack } from './write-back.js';

export interface WriteBatchParts {
  connections: Connections;
  describes: OrgDescribes;
  move: (moves: readonly Move[]) => Promise<void>;
}

const UNKNOWN_CONNECTION_RETRY_MS = 5_000;
const UNSENT_RETRY_MS = 1_000;

/** Writes a batch of one connection: each record once, with all of its slots, up to 1,000 records in one call. */
export async function writeBatch(
  parts: WriteBatchParts,
  org: SalesforceOrg,
  rows: readonly WriteBack[],
): Promise<Map<string, SlotReport>> {
  const connection = await parts.connections.find(rows[0]?.connectionId ?? '');
  if (connection === undefined) {
    const outcome = later(UNKNOWN_CONNECTION_RETRY_MS, 'The connection is not known here yet.');
    return new Map(rows.map((row) => [row.id, report(outcome)]));
  }
  const { reports, records } = await plan(parts, org, rows, connection);
  for (const slot of records.flatMap(({ slots }) => slots)) {
    const known = judgeUnsent(slot, connection.configuration);
    if (known !== null) reports.set(slot.row.id, known);
  }
  const sent = await sendRecords(
    org,
    records.filter(({ fields }) => Object.keys(fields).length > 0),
  );
  for (const [id, slotReport] of await judge(parts, org, connection, sent)) reports.set(id, slotReport);
  return reports;
}

async function plan(
  { describes: orgDescribes }: WriteBatchParts,
  org: SalesforceOrg,
  rows: readonly WriteBack[],
  connection: TrackedConnection,
): Promise<{ reports: Map<string, SlotReport>; records: PlannedRecord[] }> {
  const describes: Partial<Record<ObjectType, ObjectDescribe>> = {};
  for (const type of new Set(rows.map((row) => row.recordType))) {
    describes[type] = await orgDescribes.of(connection, type, org);
  }
  const reports = new Map<string, SlotReport>();
  let owners: ReadonlyMap<string, OwnerDecision> = new Map();
  let ready = rows;
  try {
    owners = await decideOwners(org, rows, connection.state, describes);
  } catch (error) {
    // What concerns only this question keeps only the owners waiting.
    if (!(error instanceof SalesforceError) || error.scope === 'org') throw error;
    orgDescribes.forget(connection.state.connectionId);
    ready = rows.filter((row) => row.slot !== 'owner');
    for (const row of rows) {
      if (row.slot === 'owner') reports.set(row.id, report({ kind: 'failed', error: error.asRecordError() }));
    }
  }
  return { reports, records: planRecords(ready, { connection: connection.state, describes, owners, now: new Date() }) };
}

async function judge(
  parts: WriteBatchParts,
  org: SalesforceOrg,
  { state: { connectionId } }: TrackedConnection,
  sent: readonly SentRecord[],
): Promise<Map<string, SlotReport>> {
  const reports = new Map<string, SlotReport>();
  const refused = sent.flatMap(({ record, result }) => (result?.kind === 'refused' ? [{ record, result }] : []));
  if (refused.some(({ result }) => result.error.errorClass === 'configuration')) parts.describes.forget(connectionId);
  const lost = refused.filter(({ result }) => result.error.errorClass === 'gone').map(({ record }) => record.recordId);
  const whereabouts = await follow(parts, org, connectionId, lost);

  for (const { record, result } of sent) {
    const isLost = result?.kind === 'refused' && result.error.errorClass === 'gone';
    if (result === null || (isLost && whereabouts === null)) {
      const outcome = later(UNSENT_RETRY_MS, 'It could not be written or followed yet.');
      for (const { row, plan } of record.slots) if (plan.kind === 'write') reports.set(row.id, report(outcome));
      continue;
    }
    for (const [id, slotReport] of judgeRecord(record, result, whereabouts?.get(record.recordId))) {
      reports.set(id, slotReport);
    }
  }
  return reports;
}

/** Null when nobody could be asked: what was written must not be forgotten because of that. */
async function follow(
  { move }: WriteBatchParts,
  org: SalesforceOrg,
  connectionId: string,
  recordIds: readonly string[],
): Promise<Map<string, Whereabouts> | null> {
  if (recordIds.length === 0) return new Map();
  try {
    const whereabouts = await followRecords(org, recordIds);
    await move([...movesOf(whereabouts)].map(([from, to]) => ({ connectionId, from, to })));
    return whereabouts;
  } catch {
    return null;
  }
}

function later(milliseconds: number, reason: string): RowOutcome {
  return { kind: 'later', notBefore: new Date(Date.now() + milliseconds), reason };
}
