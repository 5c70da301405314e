import type { GrantedLease } from '@ce/contracts';
import type { LeaseClient } from './lease-client.js';
import type { OrgWork } from './with-org.js';

/** A work that began so soon after another will probably be followed as soon. */
const SOON_MS = 500;
/** Calls that nobody makes are missing elsewhere. */
const KEPT_MS = 1_000;

/** Works that ask for the same. */
interface Row {
  /** When one of them last began or ended, of `performance.now()`. */
  lastSeen: number;
  spares: { lease: GrantedLease; timer: NodeJS.Timeout }[];
}

/**
 * Leases that came with the settlement of the work before, so that of works that follow one another each asks auth once, and
 * none waits for it. Calls that were made are settled as soon as ever; what no work has taken within a second is given back.
 */
export class SpareLeases {
  readonly #rows = new Map<string, Row>();

  constructor(private readonly leases: Pick<LeaseClient, 'settle'>) {}

  /** @returns whether the work follows another, so that a third may follow it */
  begin(work: OrgWork): boolean {
    const row = this.#of(work);
    const now = performance.now();
    const follows = now - row.lastSeen < SOON_MS;
    row.lastSeen = now;
    return follows;
  }

  take(work: OrgWork): GrantedLease | undefined {
    const spare = this.#of(work).spares.shift();
    clearTimeout(spare?.timer);
    return spare?.lease;
  }

  /** @param next what came with the work's settlement */
  end(work: OrgWork, next: GrantedLease | null): void {
    const row = this.#of(work);
    row.lastSeen = performance.now();
    if (next === null) return;
    // A process that ends need not wait for it: then the lease runs out.
    const timer = setTimeout(() => {
      row.spares = row.spares.filter(({ lease }) => lease !== next);
      void this.leases.settle(next, { connectionId: work.connectionId, calls: 0, ...nothingLearned });
    }, KEPT_MS).unref();
    row.spares.push({ lease: next, timer });
  }

  #of({ connectionId, kind, calls }: OrgWork): Row {
    const key = `${connectionId}/${kind}/${calls}`;
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = { lastSeen: -Infinity, spares: [] };
      this.#rows.set(key, row);
    }
    return row;
  }
}

const nothingLearned = { orgUsage: null, dailyLimitHit: false, refusedRight: null };
