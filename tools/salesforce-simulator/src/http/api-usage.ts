import type { Clock } from '../org/clock.js';
import { SalesforceFault } from './salesforce-fault.js';

const day = 24 * 60 * 60 * 1_000;
/** Calls are counted in slots of five minutes, so that a rolling day needs 288 numbers. */
const slot = 5 * 60 * 1_000;

/** The org's allowance of API calls in a rolling day (salesforce-api.md §3.7). */
export class ApiUsage {
  private readonly slots = new Map<number, number>();
  private total = 0;
  private readonly byApp = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    public limit: number,
    usedBefore: number,
    /** Calls that each connected app may make; null without such quotas. */
    private readonly perApp: number | null = null,
  ) {
    this.add(usedBefore);
  }

  /** Takes one call of an app; over the limit it refuses and counts nothing. */
  take(app = ''): void {
    if (this.used() >= this.limit)
      throw new SalesforceFault(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    if (this.perApp !== null) this.byApp.set(app, (this.byApp.get(app) ?? 0) + 1);
    this.add(1);
  }

  used(): number {
    const first = Math.floor((this.clock.now() - day) / slot);
    for (const [key, count] of this.slots) {
      if (key > first) break;
      this.slots.delete(key);
      this.total -= count;
    }
    return this.total;
  }

  /** Calls of other apps, or a fresh start with a negative number. */
  add(calls: number): void {
    const key = Math.floor(this.clock.now() / slot);
    this.slots.set(key, (this.slots.get(key) ?? 0) + calls);
    this.total += calls;
  }

  header(app = ''): Record<string, string> {
    const ofApp =
      this.perApp === null ? '' : `; per-app-api-usage=${this.byApp.get(app) ?? 0}/${this.perApp}(appName=${app})`;
    return { 'Sforce-Limit-Info': `api-usage=${this.used()}/${this.limit}${ofApp}` };
  }
}
