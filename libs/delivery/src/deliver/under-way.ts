import type { WorkRow } from '../claim-work/work-row.js';

/** Records and lock groups of the batches of this process: none is in two batches of its org at the same time. */
export class UnderWay {
  readonly #busy = new Map<string, Map<string, number>>();

  has({ connectionId, recordId, lockGroup }: WorkRow): boolean {
    const busy = this.#busy.get(connectionId);
    return busy !== undefined && (busy.has(recordId) || (lockGroup !== null && busy.has(lockGroup)));
  }

  add(rows: readonly WorkRow[]): void {
    for (const row of rows) this.#count(row, 1);
  }

  remove(rows: readonly WorkRow[]): void {
    for (const row of rows) this.#count(row, -1);
  }

  #count({ connectionId, recordId, lockGroup }: WorkRow, by: 1 | -1): void {
    const busy = this.#busy.get(connectionId) ?? new Map<string, number>();
    this.#busy.set(connectionId, busy);
    for (const key of lockGroup === null || lockGroup === recordId ? [recordId] : [recordId, lockGroup]) {
      const count = (busy.get(key) ?? 0) + by;
      if (count > 0) busy.set(key, count);
      else busy.delete(key);
    }
    if (busy.size === 0) this.#busy.delete(connectionId);
  }
}
