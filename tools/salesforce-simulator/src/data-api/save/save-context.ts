import type { RowFault } from '../../faults/row-locks.js';
import { callerOf, type Call } from '../../http/route.js';
import type { Org, OrgUser } from '../../org/org.js';

/** On whose behalf rows are saved, and what the headers of the call ask for (salesforce-api.md §3.7). */
export interface SaveContext {
  readonly org: Org;
  readonly user: OrgUser;
  /** False with `Sforce-Auto-Assign: FALSE`. */
  readonly autoAssign: boolean;
  /** `allowSave=true` lets a row pass an alert rule, never a blocking one. */
  readonly allowDuplicates: boolean;
  readonly version: string;
  readonly locked: RowFault;
}

export function saveContext(call: Call): SaveContext {
  return {
    org: call.org,
    user: callerOf(call),
    autoAssign: String(call.headers['sforce-auto-assign'] ?? 'TRUE').toUpperCase() !== 'FALSE',
    allowDuplicates: /allowSave=true/i.test(String(call.headers['sforce-duplicate-rule-header'] ?? '')),
    version: call.version,
    locked: call.locked,
  };
}
