import type { WorkRow } from './work-row.js';

/** By priority and age; mates of a lock group stay side by side, so that they share a collection. */
export function matesTogether<Row extends WorkRow>(rows: readonly Row[]): Row[] {
  const ranked = [...rows].sort(
    (a, b) =>
      a.priority - b.priority ||
      a.createdAt.getTime() - b.createdAt.getTime() ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  const groups = new Map<string, Row[]>();
  for (const row of ranked) {
    const key = row.lockGroup ?? row.recordId;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].flat();
}
