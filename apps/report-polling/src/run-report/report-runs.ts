import { SalesforceError, type ReportOverrides, type ReportRun, type SalesforceOrg } from '@ce/salesforce';
import { isStuck } from './background-pace.js';
import { type BackgroundRun, BackgroundRunLost, requestOf, RunsInBackground } from './background-run.js';

export interface RunChoice {
  /** False: the installation makes no background runs. */
  background: boolean;
  /** The org has refused synchronous runs lately. */
  synchronousUsedUp: boolean;
  /** 0 to 1; of the runs that are asked for in the background although synchronous ones may be left. */
  share: number;
  chance: () => number;
}

/** What must outlive this process. */
export interface RunMemory {
  keep(run: Pick<BackgroundRun, 'instanceId' | 'request' | 'way'>): Promise<void>;
  countLook(instanceId: string): Promise<void>;
  forget(): Promise<void>;
  synchronousUsedUp(): Promise<void>;
}

type Org = Pick<SalesforceOrg, 'runReport' | 'startReportInstance' | 'readReportInstance'>;

/**
 * Runs one report synchronously or in the background, whichever the org has left. Nobody waits for a background run: the
 * read ends with RunsInBackground, and begins again with its result.
 */
export class ReportRuns {
  #finished: { request: string; run: ReportRun } | null = null;

  constructor(
    private readonly org: Org,
    private readonly choice: RunChoice,
    private readonly memory: RunMemory,
  ) {}

  /** @throws RunsInBackground, BackgroundRunLost, SalesforceError */
  async lookAt(reportId: string, run: BackgroundRun): Promise<void> {
    const found = await this.#read(reportId, run.instanceId);
    if (found.kind === 'finished') {
      this.#finished = { request: run.request, run: found.run };
      return;
    }
    if (found.kind === 'failed') return this.#lose('background-run-failed');
    if (found.kind === 'gone') return this.#lose('background-run-gone');
    if (isStuck(run.waitedMs)) return this.#lose('background-run-slow');
    await this.memory.countLook(run.instanceId);
    throw new RunsInBackground(run.looks + 1);
  }

  /** @throws RunsInBackground, SalesforceError */
  async runReport(reportId: string, overrides?: ReportOverrides): Promise<ReportRun> {
    const finished = this.#finished;
    this.#finished = null;
    if (finished?.request === requestOf(overrides)) return finished.run;
    if (!this.choice.background) return this.org.runReport(reportId, overrides);
    const now = () => this.#runNow(reportId, overrides);
    const later = () => this.#runLater(reportId, overrides);
    const [first, second] = this.#prefersBackground() ? [later, now] : [now, later];
    try {
      return await first();
    } catch (error) {
      if (!isUsedUp(error)) throw error;
      return second();
    }
  }

  #prefersBackground(): boolean {
    return this.choice.synchronousUsedUp || this.choice.chance() < this.choice.share;
  }

  async #runNow(reportId: string, overrides: ReportOverrides | undefined): Promise<ReportRun> {
    try {
      return await this.org.runReport(reportId, overrides);
    } catch (error) {
      if (isUsedUp(error)) await this.memory.synchronousUsedUp();
      throw error;
    }
  }

  async #runLater(reportId: string, overrides: ReportOverrides | undefined): Promise<never> {
    const { id } = await this.org.startReportInstance(reportId, overrides);
    const way = overrides === undefined ? 'as-saved' : 'in-parts';
    await this.memory.keep({ instanceId: id, request: requestOf(overrides), way });
    throw new RunsInBackground(0);
  }

  async #read(reportId: string, instanceId: string) {
    try {
      return await this.org.readReportInstance(reportId, instanceId);
    } catch (error) {
      if (isGone(error)) return { kind: 'gone' } as const;
      throw error;
    }
  }

  async #lose(code: BackgroundRunLost['code']): Promise<never> {
    await this.memory.forget();
    throw new BackgroundRunLost(code);
  }
}

function isUsedUp(error: unknown): boolean {
  return error instanceof SalesforceError && error.throttle === 'reports-per-hour';
}

/** 500 is what Salesforce says of a run whose report has changed since. Source: salesforce-api.md §2.7. */
function isGone(error: unknown): boolean {
  return error instanceof SalesforceError && (error.status === 404 || error.status === 500);
}
