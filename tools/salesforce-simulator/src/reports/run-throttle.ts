import type { SalesforceFault } from '../http/salesforce-fault.js';

const hour = 60 * 60_000;

export interface ThrottleLimits {
  readonly hourly: number;
  readonly atOnce: number;
}

interface ThrottleFaults {
  hourly(limit: number): SalesforceFault;
  atOnce(limit: number): SalesforceFault;
}

/** Counts runs of the last rolling hour and runs at this moment, for the whole org (salesforce-api.md §2.7). */
export class RunThrottle {
  private runs: number[] = [];
  private running = 0;

  constructor(
    private readonly limits: ThrottleLimits,
    private readonly faults: ThrottleFaults,
    private readonly now: () => number,
  ) {}

  /** A refused run does not count. */
  async during<T>(work: () => T | Promise<T>): Promise<T> {
    this.forget();
    if (this.running >= this.limits.atOnce) throw this.faults.atOnce(this.limits.atOnce);
    if (this.runs.length >= this.limits.hourly) throw this.faults.hourly(this.limits.hourly);
    this.runs.push(this.now());
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
    }
  }

  remaining(): number {
    this.forget();
    return Math.max(0, this.limits.hourly - this.runs.length);
  }

  /** Free at this moment. */
  places(): number {
    return this.limits.atOnce - this.running;
  }

  private forget(): void {
    const since = this.now() - hour;
    this.runs = this.runs.filter((at) => at > since);
  }
}
