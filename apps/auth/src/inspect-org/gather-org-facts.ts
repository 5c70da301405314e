import { SalesforceError, type ObjectDescribe, type SalesforceOrg } from '@ce/salesforce';
import { type InspectedObject, inspectedObjects, inspectedPermissions, type OrgFacts } from './org-facts.js';

/** Calls that one look needs, to be leased before. */
export const CALLS_OF_A_LOOK = 16;

/** @throws SalesforceError when the org as a whole cannot be used, e.g. API_DISABLED_FOR_ORG. */
export async function gatherOrgFacts(org: SalesforceOrg): Promise<OrgFacts> {
  // First and alone: an org without API access is told from an org without some right here.
  const organization = await org.organization();
  const identity = await org.identity();
  const [permissions, limits, visibleReports, ...described] = await Promise.all([
    org.userPermissions(inspectedPermissions),
    org.limits(),
    countReports(org),
    ...inspectedObjects.map(async (name) => [name, await describeVisible(org, name)] as const),
  ]);
  const describes = Object.fromEntries(described) as Record<InspectedObject, ObjectDescribe | null>;
  return { organization, identity, permissions, describes, limits, visibleReports, orgUsage: org.orgUsage };
}

async function describeVisible(org: SalesforceOrg, name: InspectedObject): Promise<ObjectDescribe | null> {
  try {
    return await org.describe(name);
  } catch (error) {
    if (concernsOneRight(error)) return null;
    throw error;
  }
}

async function countReports(org: SalesforceOrg): Promise<number | null> {
  try {
    return (await org.listReports()).length;
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
