import type { RecordToWrite } from '../salesforce-org.js';

/** Records of one collection, each with its place in the caller's list. */
export interface Collection {
  places: number[];
  records: RecordToWrite[];
}

export interface Packing {
  collections: Collection[];
  /** Places of records that cannot travel in this call: their id is in every collection already. */
  leftOver: number[];
}

export const RECORDS_PER_COLLECTION = 200;

/**
 * Cuts records into collections. Types run together, because a collection takes at most ten runs of one type; a record
 * that is there twice goes into two collections, because Salesforce refuses it twice in one. Source: §3.3.
 */
export function packCollections(records: readonly RecordToWrite[], maxCollections: number): Packing {
  const collections: Collection[] = [];
  const ids: Set<string>[] = [];
  const leftOver: number[] = [];
  for (const [place, record] of inRunsOfOneType(records)) {
    const index = firstWithRoom(collections, ids, record, maxCollections);
    if (index === null) {
      leftOver.push(place);
      continue;
    }
    const collection = (collections[index] ??= { places: [], records: [] });
    const known = (ids[index] ??= new Set());
    collection.places.push(place);
    collection.records.push(record);
    if (record.id !== undefined) known.add(record.id);
  }
  return { collections, leftOver };
}

function firstWithRoom(
  collections: readonly Collection[],
  ids: readonly Set<string>[],
  record: RecordToWrite,
  maxCollections: number,
): number | null {
  for (let index = 0; index < maxCollections; index += 1) {
    const collection = collections[index];
    if (collection === undefined) return index;
    const hasRoom = collection.records.length < RECORDS_PER_COLLECTION;
    if (hasRoom && (record.id === undefined || ids[index]?.has(record.id) !== true)) return index;
  }
  return null;
}

function inRunsOfOneType(records: readonly RecordToWrite[]): [number, RecordToWrite][] {
  const byType = new Map<string, [number, RecordToWrite][]>();
  for (const [place, record] of records.entries()) {
    const run = byType.get(record.type);
    if (run === undefined) byType.set(record.type, [[place, record]]);
    else run.push([place, record]);
  }
  return [...byType.values()].flat();
}
