import type { OrgCalls } from '../call-org/org-calls.js';
import { MAX_HEAVY_SUBREQUESTS, runComposite, type Subanswer, type Subrequest } from '../call-org/run-composite.js';
import { explainFailure, type WireError } from '../classify-error/explain-failure.js';
import type { RecordError } from '../classify-error/salesforce-error.js';
import type { RecordToWrite, WriteResult } from '../salesforce-org.js';
import { isolateRefusals, isOneCause, type Suspect } from './isolate-refusals.js';
import { type Collection, packCollections, RECORDS_PER_COLLECTION } from './pack-collections.js';

export type WriteOperation =
  { kind: 'create' } | { kind: 'update' } | { kind: 'upsert'; objectType: string; externalIdField: string };

export const RECORDS_PER_CALL = MAX_HEAVY_SUBREQUESTS * RECORDS_PER_COLLECTION;

/** Without these an org's assignment rules may change owners, and alert-type duplicate rules refuse saves. Source: §3.7. */
const writeHeaders = {
  'Sforce-Auto-Assign': 'FALSE',
  'Sforce-Duplicate-Rule-Header': 'allowSave=true; includeRecordDetails=false; runAsCurrentUser=true',
  'Sforce-Mru': 'updateMru=false',
};

interface WireResult {
  id?: string | null;
  success?: boolean;
  created?: boolean;
  errors?: WireError[];
}

export async function writeRecords(
  calls: OrgCalls,
  operation: WriteOperation,
  records: readonly RecordToWrite[],
): Promise<WriteResult[]> {
  if (records.length === 0) return [];
  if (records.length > RECORDS_PER_CALL) throw new RangeError(`One call takes ${RECORDS_PER_CALL} records at most.`);
  const results = new Array<WriteResult>(records.length);
  const refuse = (places: readonly number[], error: RecordError) => {
    for (const place of places) results[place] = { kind: 'refused', error };
  };
  const send = (parts: Collection[]) => sendParts(calls, operation, parts, results);

  const { collections, leftOver } = packCollections(records, MAX_HEAVY_SUBREQUESTS);
  refuse(leftOver, explainFailure({ errorCode: 'DUPLICATE_IN_BATCH' }, undefined, false));
  const suspects = await send(collections);
  if (suspects.length > 1 && suspects.length === collections.length && isOneCause(suspects) && !namesFields(suspects)) {
    for (const { part, error } of suspects) refuse(part.places, error);
  } else {
    await isolateRefusals(suspects, { send, refuse: (part, error) => refuse(part.places, error) });
  }
  for (const result of results) if (result.kind === 'refused') calls.noteRefusal(result.error);
  return results;
}

function namesFields(suspects: readonly Suspect[]): boolean {
  return suspects.some(({ error }) => error.fields.length > 0);
}

/** One call. Fills in what was answered per record; returns the parts refused as a whole. */
async function sendParts(
  calls: OrgCalls,
  operation: WriteOperation,
  parts: readonly Collection[],
  results: WriteResult[],
): Promise<Suspect[]> {
  const count = parts.reduce((sum, part) => sum + part.records.length, 0);
  const answers = await runComposite(calls, {
    kind: 'write',
    attempted: `${operation.kind} ${count} records`,
    writes: true,
    subrequests: parts.map((part) => subrequestFor(operation, part.records)),
  });
  return parts.flatMap((part, index) => takeAnswer(results, operation, part, answers[index]));
}

function subrequestFor(operation: WriteOperation, records: readonly RecordToWrite[]): Subrequest {
  const path =
    operation.kind === 'upsert'
      ? `/composite/sobjects/${encodeURIComponent(operation.objectType)}/${encodeURIComponent(operation.externalIdField)}`
      : '/composite/sobjects';
  return {
    method: operation.kind === 'create' ? 'POST' : 'PATCH',
    path,
    headers: writeHeaders,
    body: {
      allOrNone: false,
      records: records.map((record) => wireRecord(record, operation)),
    },
  };
}

// Field by field: spread behind other properties takes V8 several times as long, and this is done for each record.
function wireRecord({ type, id, fields }: RecordToWrite, operation: WriteOperation): Record<string, unknown> {
  const record: Record<string, unknown> = { attributes: { type } };
  if (operation.kind === 'update') record['id'] = id;
  for (const name in fields) record[name] = fields[name];
  return record;
}

function takeAnswer(
  results: WriteResult[],
  operation: WriteOperation,
  part: Collection,
  answer: Subanswer | undefined,
): Suspect[] {
  if (answer === undefined || answer.status >= 300) {
    // With a 5xx Salesforce does not promise that nothing was saved.
    const ambiguous = answer === undefined || answer.status >= 500;
    return [{ part, error: explainFailure(answer?.error ?? {}, answer?.status, ambiguous) }];
  }
  const items = Array.isArray(answer.body) ? (answer.body as WireResult[]) : [];
  for (const [index, place] of part.places.entries()) {
    const item = items[index];
    results[place] = item === undefined ? unreadable() : resultOf(item, operation);
  }
  return [];
}

function resultOf(item: WireResult, operation: WriteOperation): WriteResult {
  if (item.success === true && typeof item.id === 'string') {
    return { kind: 'saved', id: item.id, created: item.created ?? operation.kind === 'create' };
  }
  return { kind: 'refused', error: explainFailure(item.errors?.[0] ?? {}, 200, false) };
}

function unreadable(): WriteResult {
  return { kind: 'refused', error: explainFailure({ errorCode: 'UNREADABLE_ANSWER' }, undefined, true) };
}
