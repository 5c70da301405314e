/** A record as a query answers it: relationships are nested objects, or null when the lookup is empty. */
export type QueriedRecord = Readonly<Record<string, unknown>>;

/**
 * The value at `Field` or `Relationship.Field`, without regard to case. Null below an empty lookup; undefined where the
 * record was read without that field.
 */
export function readPath(record: QueriedRecord, path: string): unknown {
  let here: unknown = record;
  for (const step of path.split('.')) {
    if (here === null) return null;
    if (typeof here !== 'object') return undefined;
    here = property(here as QueriedRecord, step);
  }
  return here;
}

function property(record: QueriedRecord, name: string): unknown {
  if (Object.hasOwn(record, name)) return record[name];
  const plain = name.toLowerCase();
  const key = Object.keys(record).find((candidate) => candidate.toLowerCase() === plain);
  return key === undefined ? undefined : record[key];
}
