import type { FaultPlan } from '../faults/fault-plan.js';
import type { Journal } from '../journal/journal.js';
import type { Org } from '../org/org.js';
import type { ApiUsage } from './api-usage.js';
import type { LongRequests } from './long-requests.js';
import type { ResolveSession } from './route.js';

/** What one running simulator consists of; `org` may be replaced while it runs. */
export interface ServerContext {
  org: Org;
  usage: ApiUsage;
  longRequests: LongRequests;
  readonly faults: FaultPlan;
  readonly journal: Journal;
  readonly resolveSession: ResolveSession;
  /** Ends the session for good, for the fault of that name. */
  readonly expireSession: (accessToken: string) => void;
}
