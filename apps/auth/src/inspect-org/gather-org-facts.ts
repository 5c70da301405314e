import { SalesforceError, type ObjectDescribe, type SalesforceOrg } from '@ce/salesforce';
import {
  type InspectedObject,
  inspectedObjects,
  inspectedPermissions,
  type OrgFacts,
  reportedObjects,
} from './org-facts.js';

/** Calls that one look needs at most, to be leased before. */
export const CALLS_OF_A_LOOK = 17;

/** @throws SalesforceError when the org as a whole cannot be used, e.g. API_DISABLED_FOR_ORG. */
export async function gatherOrgFacts(org: SalesforceOrg): Promise<OrgFacts> {
  // First and alone: an org without API access is told from an org without some right here.
  const organization = await org.organization();
  const identity = await org.identity();
  const [permissions, limits, visibleReports, reach, sharing, ...described] = await Promise.all([
    orNull(() => org.userPermissions(inspectedPermissions)),
    org.limits(),
    orNull(() => org.countReports()),
    org.objectReach(identity.userId, reportedObjects),
    org.sharingDefaults(),
    ...inspectedObjects.map(async (name) => [name, await orNull(() => org.describe(name))] as const),
  ]);
  const describes = Object.fromEntries(described) as Record<InspectedObject, ObjectDescribe | null>;
  return {
    organization,
    identity,
    permissions: permissions ?? {},
    describes,
    reach,
    sharing,
    limits,
    visibleReports,
    orgUsage: org.orgUsage,
  };
}

/** Null where one right is missing; what concerns the whole org is thrown. */
async function orNull<Fact>(ask: () => Promise<Fact>): Promise<Fact | null> {
  try {
    return await ask();
  } catch (error) {
    if (concernsOneRight(error)) return null;
    throw error;
  }
}

function concernsOneRight(error: unknown): boolean {
  return (
    error instanceof SalesforceError &&
    error.scope !== 'org' &&
    (error.errorClass === 'gone' || error.errorClass === 'configuration' || error.errorClass === 'record')
  );
}
