import type { ConnectionToggles } from '@ce/contracts';
import { type Check, fail, pass, warn } from './check.js';
import { checkAccess } from './check-access.js';
import { checkEdition } from './check-edition.js';
import { checkEnrollment } from './check-enrollment.js';
import { checkMappedFields, type CheckedMapping } from './check-mapped-fields.js';
import { checkObjects } from './check-objects.js';
import { checkOwner } from './check-owner.js';
import { checkPackage } from './check-package.js';
import { checkTasks } from './check-tasks.js';
import type { OrgFacts } from './org-facts.js';

export interface JudgedConnection {
  toggles: ConnectionToggles;
  mapping: CheckedMapping;
  /** Whether it holds one of the user's approvals. */
  usesApproval: boolean;
  /** Other live connections with the same user and app, in any workspace. */
  otherApprovals: number;
}

/** The whole preflight; pure. */
export function judgeOrg(facts: OrgFacts, connection: JudgedConnection): Check[] {
  return [
    pass('authorization', 'Salesforce gives this system access tokens for the user.'),
    checkEdition(facts),
    ...checkAccess(facts),
    ...checkObjects(facts),
    ...checkEnrollment(facts),
    ...checkOwner(facts, connection.toggles),
    ...checkMappedFields(connection.mapping, connection.toggles),
    ...checkPackage('Lead', facts.describes.Lead),
    ...checkPackage('Contact', facts.describes.Contact),
    ...checkTasks(facts, connection.toggles),
    dailyCalls(facts),
    ...(connection.usesApproval ? [approvals(connection.otherApprovals + 1)] : []),
  ];
}

/** salesforce-api.md §1.7: five at most, and the oldest dies without notice. */
const MOST_APPROVALS = 5;

function approvals(count: number): Check {
  const detail = `This Salesforce user serves ${count} connection(s) of this app; Salesforce keeps ${MOST_APPROVALS} approvals.`;
  const fix = 'Connect with a Salesforce user of its own for each further workspace, sandbox or product.';
  if (count >= MOST_APPROVALS) {
    return fail('approvals', 'the oldest connection of this user, which ends without notice', detail, fix);
  }
  if (count === MOST_APPROVALS - 1) return warn('approvals', 'the next connection of this user', detail, fix);
  return pass('approvals', detail);
}

function dailyCalls({ orgUsage, limits }: OrgFacts): Check {
  const daily = limits?.['DailyApiRequests'];
  const used = orgUsage?.used ?? (daily === undefined ? null : daily.Max - daily.Remaining);
  const limit = orgUsage?.limit ?? daily?.Max ?? null;
  if (used === null || limit === null) return pass('daily-calls', 'The org did not say how many calls it has used.');
  const detail = `The org has used ${used} of its ${limit} API calls of the last 24 hours.`;
  if (used < limit * 0.8) return pass('daily-calls', detail);
  return warn(
    'daily-calls',
    'everything, when the calls run out',
    detail,
    'Lower the calls of the org’s other applications.',
  );
}
