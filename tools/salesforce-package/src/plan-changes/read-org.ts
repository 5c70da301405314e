import { type ObjectDescribe, SalesforceError, type SalesforceOrg } from '@ce/salesforce';

/** What the plan is made from; an object that the user may not see is null. */
export interface OrgView {
  readonly name: string;
  readonly namespacePrefix: string | null;
  readonly describes: Readonly<Record<'Lead' | 'Contact' | 'Task', ObjectDescribe | null>>;
}

export async function readOrg(org: SalesforceOrg): Promise<OrgView> {
  const { name, namespacePrefix } = await org.organization();
  return {
    name,
    namespacePrefix,
    describes: {
      Lead: await describeIfVisible(org, 'Lead'),
      Contact: await describeIfVisible(org, 'Contact'),
      Task: await describeIfVisible(org, 'Task'),
    },
  };
}

export async function describeIfVisible(org: SalesforceOrg, object: string): Promise<ObjectDescribe | null> {
  try {
    return await org.describe(object);
  } catch (error) {
    if (error instanceof SalesforceError && error.status === 404) return null;
    throw error;
  }
}
