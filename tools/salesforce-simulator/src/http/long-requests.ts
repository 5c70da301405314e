import { SalesforceFault } from './salesforce-fault.js';

/** How many requests may run for long at the same time (salesforce-api.md §3.7). Wall-clock, not the org's clock. */
export class LongRequests {
  private readonly startedAt = new Set<{ readonly at: number }>();

  constructor(
    private readonly atOnce: number,
    private readonly longSeconds: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Refuses when too many long ones run already; the returned function ends the request. */
  begin(): () => void {
    const longSince = this.now() - this.longSeconds * 1_000;
    let long = 0;
    for (const { at } of this.startedAt) if (at <= longSince) long += 1;
    if (long >= this.atOnce)
      throw new SalesforceFault(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.');
    const entry = { at: this.now() };
    this.startedAt.add(entry);
    return () => this.startedAt.delete(entry);
  }
}
