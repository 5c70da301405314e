import type { Operation } from '../http/route.js';
import type { CallKind } from './call-kind.js';

/** One HTTP call, as it went. Holds no tokens and no field values. */
export interface JournalEntry {
  /** Rises by one with every call; survives `clear`. */
  readonly number: number;
  /** ISO date-time. */
  readonly at: string;
  readonly kind: CallKind;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Username, or null on public routes. */
  readonly user: string | null;
  /** `client` of `Sforce-Call-Options`, or null. */
  readonly client: string | null;
  /** HTTP status; 0 when the connection was dropped. */
  readonly status: number;
  /** Counts towards the daily limit. */
  readonly counted: boolean;
  readonly errorCode: string | null;
  readonly operations: readonly Operation[];
  readonly records: number;
  readonly milliseconds: number;
  /** What a fault did to this call. */
  readonly faults: readonly string[];
}

export interface KindTotal {
  calls: number;
  /** Sub-operations: the parts of a composite, else one per call. */
  operations: number;
  records: number;
  failed: number;
}

const kept = 50_000;

/** The last calls one by one, and the totals of all of them. */
export class Journal {
  private entries: JournalEntry[] = [];
  private totals = new Map<CallKind, KindTotal>();
  private last = 0;
  /** Calls since the last `clear` that count towards the daily limit. */
  counted = 0;

  add(entry: Omit<JournalEntry, 'number'>): void {
    this.last += 1;
    if (entry.counted) this.counted += 1;
    this.entries.push({ ...entry, number: this.last });
    if (this.entries.length > kept * 1.2) this.entries = this.entries.slice(-kept);
    const total = this.totals.get(entry.kind) ?? { calls: 0, operations: 0, records: 0, failed: 0 };
    this.totals.set(entry.kind, total);
    total.calls += 1;
    total.operations += Math.max(1, entry.operations.length);
    total.records += entry.records;
    if (entry.status === 0 || entry.status >= 400) total.failed += 1;
  }

  select(filter: { since: number; kind: string | null; limit: number }): JournalEntry[] {
    const wanted = this.entries.filter(
      (entry) => entry.number > filter.since && (filter.kind === null || entry.kind === filter.kind),
    );
    return wanted.slice(-filter.limit);
  }

  byKind(): Partial<Record<CallKind, KindTotal>> {
    return Object.fromEntries(this.totals);
  }

  clear(): void {
    this.entries = [];
    this.counted = 0;
    this.totals = new Map();
  }
}
