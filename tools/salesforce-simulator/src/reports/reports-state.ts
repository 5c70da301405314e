import type { Org } from '../org/org.js';
import { reportFaults } from './report-fault.js';
import { ReportInstances } from './report-instances.js';
import { ReportTypeCatalog } from './report-types/report-type-catalog.js';
import { RowCache } from './row-cache.js';
import { RunThrottle } from './run-throttle.js';

/** What the Reports API of one org remembers between calls. */
export interface ReportsState {
  readonly types: ReportTypeCatalog;
  readonly rows: RowCache;
  readonly syncRuns: RunThrottle;
  readonly asyncRuns: RunThrottle;
  readonly asyncReads: RunThrottle;
  readonly instances: ReportInstances;
  /** Report ids by user, the latest last. */
  readonly viewed: Map<string, Set<string>>;
  /** How long a synchronous run, or the reading of an asynchronous one, takes; a test that fills the places sets it. */
  pace: { syncRunMilliseconds: number; readMilliseconds: number };
}

const states = new WeakMap<Org, ReportsState>();

export function reportsOf(org: Org): ReportsState {
  const known = states.get(org);
  if (known !== undefined) return known;
  const state = makeState(org);
  states.set(org, state);
  return state;
}

/** For `GET /limits` (salesforce-api.md §2.7). */
export function reportRunsRemaining(org: Org): Record<'sync' | 'async' | 'syncNow' | 'readsNow', number> {
  const { syncRuns, asyncRuns, asyncReads } = reportsOf(org);
  return {
    sync: syncRuns.remaining(),
    async: asyncRuns.remaining(),
    syncNow: syncRuns.places(),
    readsNow: asyncReads.places(),
  };
}

function makeState(org: Org): ReportsState {
  const { limits, customReportTypes } = org.description;
  const now = () => org.clock.now();
  const { hourlySync, concurrentSync, hourlyAsync, concurrentReads } = reportFaults;
  return {
    types: new ReportTypeCatalog(org.schema, customReportTypes),
    rows: new RowCache(),
    syncRuns: new RunThrottle(
      { hourly: limits.hourlySyncReportRuns, atOnce: limits.concurrentSyncReportRuns },
      { hourly: hourlySync, atOnce: concurrentSync },
      now,
    ),
    asyncRuns: new RunThrottle(
      { hourly: limits.hourlyAsyncReportRuns, atOnce: Infinity },
      { hourly: hourlyAsync, atOnce: concurrentReads },
      now,
    ),
    asyncReads: new RunThrottle(
      { hourly: Infinity, atOnce: limits.concurrentAsyncReportReads },
      { hourly: hourlyAsync, atOnce: concurrentReads },
      now,
    ),
    instances: new ReportInstances(org.ids, now),
    viewed: new Map(),
    pace: { syncRunMilliseconds: 0, readMilliseconds: 0 },
  };
}
