import type { ReportRow } from './report-row.js';

/**
 * Keeps the last few lists of rows. Joining and sorting 50,000 rows once per page of 2,000 would cost more than all
 * pages together; filtering them does not.
 */
export class RowCache {
  private readonly lists = new Map<string, readonly ReportRow[]>();

  constructor(private readonly size = 8) {}

  get(key: string, build: () => readonly ReportRow[]): readonly ReportRow[] {
    const kept = this.lists.get(key);
    const list = kept ?? build();
    this.lists.delete(key);
    this.lists.set(key, list);
    const [oldest] = this.lists.keys();
    if (this.lists.size > this.size && oldest !== undefined) this.lists.delete(oldest);
    return list;
  }
}
