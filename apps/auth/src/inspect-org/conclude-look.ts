import { isDeepStrictEqual } from 'node:util';
import { detectPackageVariant } from '@ce/field-mapping';
import type { ObjectDescribe } from '@ce/salesforce';
import type { ConnectionRow } from '../connection-store/connection.entity.js';
import type { ConnectionChange } from '../connection-store/connections.js';
import type { Check } from './check.js';
import { checkedMapping } from './check-mapped-fields.js';
import { findEventIdField } from './find-event-id-field.js';
import { judgeOrg } from './judge-org.js';
import type { OrgFacts } from './org-facts.js';

export type Looked = Pick<ConnectionRow, 'mapping' | 'toggles' | 'flow'>;

export interface Conclusion {
  checks: Check[];
  /** What the org says about the connection; complete, so that comparing it shows whether anything changed. */
  change: ConnectionChange &
    Pick<
      ConnectionRow,
      | 'orgName'
      | 'orgEdition'
      | 'username'
      | 'packageVariants'
      | 'usableMapping'
      | 'mappingProblems'
      | 'activityEventIdField'
      | 'health'
      | 'healthReason'
      | 'healthFix'
    >;
}

/** What one look at the org means for a connection; pure. */
export function concludeLook(facts: OrgFacts, connection: Looked, otherApprovals: number): Conclusion {
  const mapping = checkedMapping(connection.mapping, facts.describes);
  const checks = judgeOrg(facts, {
    toggles: connection.toggles,
    mapping,
    usesApproval: connection.flow === 'web-server',
    otherApprovals,
  });
  return {
    checks,
    change: {
      orgName: facts.organization.name,
      orgEdition: facts.organization.organizationType,
      username: facts.identity.username,
      packageVariants: { Lead: variantOf(facts.describes.Lead), Contact: variantOf(facts.describes.Contact) },
      usableMapping: mapping.usable,
      mappingProblems: mapping.problems,
      activityEventIdField: findEventIdField(facts.describes.Task),
      ...healthFrom(checks),
    },
  };
}

/** The change, or null when the connection is so already: what did not change is not published. */
export function whatDiffers(row: ConnectionRow, change: ConnectionChange): ConnectionChange | null {
  const names = Object.keys(change) as (keyof ConnectionChange)[];
  return names.every((name) => isDeepStrictEqual(row[name], change[name])) ? null : change;
}

function variantOf(describe: ObjectDescribe | null) {
  return describe === null ? 'none' : detectPackageVariant(describe.fields.map((field) => field.name)).variant;
}

/** One sentence of a connection’s health for all that its last preflight found. */
export function healthFrom(checks: readonly Check[]): Pick<ConnectionRow, 'health' | 'healthReason' | 'healthFix'> {
  const failed = checks.filter((check) => check.result === 'fail');
  const [first] = failed;
  if (first === undefined) return { health: 'connected', healthReason: null, healthFix: null };
  const others = failed.length === 1 ? '' : ` (and ${failed.length - 1} more in the preflight)`;
  return { health: 'degraded', healthReason: `${first.detail}${others}`, healthFix: first.fix };
}
