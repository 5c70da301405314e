import type { WorkRow } from './work-row.js';

/** By priority and age; mates stay side by side, so that they share a collection. */
export function matesTogether<Row extends WorkRow>(rows: readonly Row[]): Row[] {
  const ranked = [...rows].sort(
    (a, b) =>
      a.priority - b.priority ||
      a.createdAt.getTime() - b.createdAt.getTime() ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  return withMates(ranked);
}

/** In the order given, but each row followed at once by its mates: the others of its lock group, or else of its record. */
export function withMates<Row extends WorkRow>(rows: readonly Row[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row.lockGroup ?? row.recordId;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].flat();
}
