import { explainFailure } from '../classify-error/explain-failure.js';
import { type RecordError, SalesforceError } from '../classify-error/salesforce-error.js';
import type { RecordToWrite } from '../salesforce-org.js';
import type { Collection } from './pack-collections.js';

/** A collection that Salesforce refused as a whole, because of something in one of its records or in all of them. */
export interface Suspect {
  part: Collection;
  error: RecordError;
}

export interface IsolationPorts {
  /** Sends up to 5 collections in one call and keeps per-record answers; returns those refused as a whole again. */
  send(parts: Collection[]): Promise<Suspect[]>;
  /** The final word for every record of a part. */
  refuse(part: Collection, error: RecordError): void;
}

const PARTS_PER_CALL = 5;
/** Enough to find one record among 200 (200 → 40 → 8 → 2 → 1) and a few more; what is left is tried in a later batch. */
const MAX_EXTRA_CALLS = 6;

/**
 * One unknown field or one unreadable value makes Salesforce refuse all 200 records of a collection, so the records that
 * have nothing to do with it are found and sent again. Nothing of a refused collection was saved.
 */
export async function isolateRefusals(suspects: Suspect[], ports: IsolationPorts): Promise<void> {
  let open = suspects;
  let callsLeft = MAX_EXTRA_CALLS;
  while (open.length > 0) {
    const again = open.flatMap((suspect) => narrow(suspect, ports));
    open = [];
    for (let from = 0; from < again.length; from += PARTS_PER_CALL) {
      const parts = again.slice(from, from + PARTS_PER_CALL);
      if (callsLeft === 0) refuseAll(parts, notIsolated(), ports);
      else open.push(...(await resend(parts, ports)));
      callsLeft = Math.max(0, callsLeft - 1);
    }
  }
}

async function resend(parts: Collection[], ports: IsolationPorts): Promise<Suspect[]> {
  let refused: Suspect[];
  try {
    refused = await ports.send(parts);
  } catch (error) {
    // What the first call saved must be told, so a failure of this one is the failure of its own records only.
    refuseAll(parts, error instanceof SalesforceError ? error.asRecordError() : notIsolated(), ports);
    return [];
  }
  if (refused.length === parts.length && parts.length > 1 && isOneCause(refused)) {
    for (const { part, error } of refused) ports.refuse(part, error);
    return [];
  }
  return refused;
}

/** Refuses what is certainly meant and returns what is worth another try, in smaller parts. */
function narrow(suspect: Suspect, ports: IsolationPorts): Collection[] {
  const { part, error } = suspect;
  if (!canBeOneRecord(suspect)) {
    ports.refuse(part, error);
    return [];
  }
  if (error.fields.length > 0) {
    const [meant, others] = split(part, (record) => holdsField(record, error.fields));
    if (meant.records.length > 0) {
      ports.refuse(meant, error);
      return others.records.length > 0 ? [others] : [];
    }
  }
  return inFifths(part);
}

function canBeOneRecord({ part, error }: Suspect): boolean {
  const ofContent =
    error.errorClass === 'configuration' || error.errorClass === 'record' || error.errorClass === 'gone';
  return part.records.length > 1 && ofContent && error.scope !== 'org' && !error.ambiguous;
}

/** The same refusal for every part is about the object or the call, not about a record. */
export function isOneCause(suspects: readonly Suspect[]): boolean {
  return new Set(suspects.map(({ error }) => `${error.code} ${error.fields.join()}`)).size === 1;
}

function holdsField(record: RecordToWrite, named: readonly string[]): boolean {
  const held = new Set(Object.keys(record.fields).map((name) => name.toLowerCase()));
  return named.some((name) => held.has((name.split('.').at(-1) ?? name).toLowerCase()));
}

function split(part: Collection, belongs: (record: RecordToWrite) => boolean): [Collection, Collection] {
  const [yes, no]: [Collection, Collection] = [
    { places: [], records: [] },
    { places: [], records: [] },
  ];
  for (const [index, record] of part.records.entries()) {
    const side = belongs(record) ? yes : no;
    side.places.push(part.places[index] ?? -1);
    side.records.push(record);
  }
  return [yes, no];
}

function inFifths(part: Collection): Collection[] {
  const size = Math.ceil(part.records.length / PARTS_PER_CALL);
  const parts: Collection[] = [];
  for (let from = 0; from < part.records.length; from += size) {
    parts.push({ places: part.places.slice(from, from + size), records: part.records.slice(from, from + size) });
  }
  return parts;
}

function refuseAll(parts: readonly Collection[], error: RecordError, ports: IsolationPorts): void {
  for (const part of parts) ports.refuse(part, error);
}

function notIsolated(): RecordError {
  return explainFailure({ errorCode: 'NOT_ISOLATED' }, undefined, false);
}
