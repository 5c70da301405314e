import type { GrantedLease } from '@ce/contracts';
import type { LeaseClient } from './lease-client.js';
import type { OrgWork } from './with-org.js';

/** A work that began so soon after another will probably be followed as soon. */
const SOON_MS = 500;
/** Calls that nobody makes are missing elsewhere. */
const KEPT_MS = 1_000;

interface Spare {
  connectionId: string;
  lease: GrantedLease;
  /** Of `performance.now()`. Timers may be late; the lease is not used after it all the same. */
  keptUntil: number;
  timer: NodeJS.Timeout;
}

/** Works that ask for the same. */
interface Series {
  /** When one of them last began or ended, of `performance.now()`. */
  lastSeen: number;
  spares: Spare[];
}

/**
 * Leases that came with the settlement of the work before, so that of works that follow one another each asks auth once, and
 * none waits for it. Calls that were made are settled as soon as ever; what no work has taken within a second is given back.
 */
export class SpareLeases {
  readonly #series = new Map<string, Series>();
  #kept = true;

  constructor(private readonly leases: Pick<LeaseClient, 'settle'>) {}

  get areKept(): boolean {
    return this.#kept;
  }

  /** @returns whether the work follows another, so that a third may follow it */
  begin(work: OrgWork): boolean {
    const series = this.#of(work);
    const now = performance.now();
    const follows = now - series.lastSeen < SOON_MS;
    series.lastSeen = now;
    return follows;
  }

  take(work: OrgWork): GrantedLease | undefined {
    const { spares } = this.#of(work);
    const now = performance.now();
    const place = spares.findIndex(({ keptUntil }) => keptUntil > now);
    if (place < 0) return undefined;
    const [spare] = spares.splice(place, 1);
    clearTimeout(spare?.timer);
    return spare?.lease;
  }

  /** @param next what came with the work's settlement */
  async end(work: OrgWork, next: GrantedLease | null): Promise<void> {
    const series = this.#of(work);
    series.lastSeen = performance.now();
    if (next === null) return;
    const spare: Spare = {
      connectionId: work.connectionId,
      lease: next,
      keptUntil: performance.now() + KEPT_MS,
      timer: setTimeout(() => void this.#giveBack(series, spare), KEPT_MS),
    };
    series.spares.push(spare);
    if (!this.#kept) await this.#giveBack(series, spare);
  }

  /** And keeps no more. */
  async giveBackAll(): Promise<void> {
    this.#kept = false;
    const all = [...this.#series.values()].flatMap((series) => series.spares.map((spare) => ({ series, spare })));
    await Promise.all(all.map(({ series, spare }) => this.#giveBack(series, spare)));
  }

  async #giveBack(series: Series, spare: Spare): Promise<void> {
    clearTimeout(spare.timer);
    series.spares = series.spares.filter((one) => one !== spare);
    await this.leases.settle(spare.lease, { connectionId: spare.connectionId, calls: 0, ...nothingLearned });
  }

  #of({ connectionId, kind, calls }: OrgWork): Series {
    const key = `${connectionId}/${kind}/${calls}`;
    let series = this.#series.get(key);
    if (series === undefined) {
      series = { lastSeen: -Infinity, spares: [] };
      this.#series.set(key, series);
    }
    return series;
  }
}

const nothingLearned = { orgUsage: null, dailyLimitHit: false, refusedRight: null };
