import type { RecordIds } from '../org/record-id.js';
import type { RunRequest } from './run-report.js';

const keptFor = 24 * 60 * 60_000;
const listLimit = 2000;

export type InstanceStatus = 'New' | 'Running' | 'Success' | 'Error';

/** One asynchronous run. Times are epoch milliseconds. */
export interface ReportInstance {
  readonly id: string;
  readonly reportId: string;
  readonly reportName: string;
  readonly ownerId: string;
  readonly requestedAt: number;
  /** How the saved report looked when the run was ordered; another look since makes the result unavailable. */
  readonly savedAs: string;
  readonly request: RunRequest;
  status: InstanceStatus;
  completedAt: number | null;
  result: Record<string, unknown> | null;
}

export interface InstancePace {
  /** Looks at the instance until it is done, or this much time, whichever comes first. */
  polls: number;
  milliseconds: number;
  /** How many of the next runs that are done end in an error. */
  failing?: number;
}

/** Asynchronous runs of the org; kept for a rolling day. */
export class ReportInstances {
  private readonly instances = new Map<string, ReportInstance & { looks: number }>();

  constructor(
    private readonly ids: RecordIds,
    private readonly now: () => number,
    readonly pace: InstancePace = { polls: 2, milliseconds: 5_000 },
  ) {}

  add(order: Pick<ReportInstance, 'reportId' | 'reportName' | 'ownerId' | 'savedAs' | 'request'>): ReportInstance {
    const instance: ReportInstance & { looks: number } = {
      ...order,
      id: this.ids.next('0LG'),
      requestedAt: this.now(),
      status: 'New',
      completedAt: null,
      result: null,
      looks: 0,
    };
    this.instances.set(instance.id, instance);
    return instance;
  }

  list(reportId: string): ReportInstance[] {
    this.forget();
    const own = [...this.instances.values()].filter((instance) => instance.reportId === reportId);
    return own.reverse().slice(0, listLimit);
  }

  get(reportId: string, id: string): ReportInstance | undefined {
    this.forget();
    const found = [...this.instances.values()].find((instance) => instance.id.slice(0, 15) === id.slice(0, 15));
    return found?.reportId === reportId ? found : undefined;
  }

  remove(instance: ReportInstance): void {
    this.instances.delete(instance.id);
  }

  /** New → Running → Success or Error, one step nearer with every look; `work` makes the result. */
  advance(instance: ReportInstance, work: (request: RunRequest) => Record<string, unknown>): void {
    const kept = this.instances.get(instance.id);
    if (kept === undefined || kept.result !== null || kept.status === 'Error') return;
    kept.looks += 1;
    const due = kept.looks >= this.pace.polls || this.now() - kept.requestedAt >= this.pace.milliseconds;
    if (!due) {
      kept.status = 'Running';
      return;
    }
    kept.completedAt = this.now();
    if (this.pace.failing !== undefined && this.pace.failing > 0) {
      this.pace.failing -= 1;
      kept.status = 'Error';
      return;
    }
    try {
      kept.result = work(kept.request);
      kept.status = 'Success';
    } catch {
      kept.status = 'Error';
    }
  }

  private forget(): void {
    const since = this.now() - keptFor;
    for (const [id, { requestedAt }] of this.instances) if (requestedAt < since) this.instances.delete(id);
  }
}
