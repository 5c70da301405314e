import { toLongId } from '@ce/contracts';
import type { OrgCalls } from '../call-org/org-calls.js';
import { SalesforceError } from '../classify-error/salesforce-error.js';
import { describeObject } from '../describe-objects/describe-objects.js';
import { collectPages, queryPages } from '../run-query/run-query.js';
import type { Identity, OrganizationFacts, OrgLimits } from './org-facts.js';

export async function readLimits(calls: OrgCalls): Promise<OrgLimits | null> {
  try {
    return await calls.json<OrgLimits>({
      kind: 'limits',
      attempted: 'read the limits',
      method: 'GET',
      path: '/limits',
    });
  } catch (error) {
    if (error instanceof SalesforceError && error.code === 'API_DISABLED_FOR_ORG') return null;
    throw error;
  }
}

interface OrganizationRecord {
  Id: string;
  Name: string;
  OrganizationType: string;
  IsSandbox: boolean;
  InstanceName: string | null;
  NamespacePrefix: string | null;
  TrialExpirationDate: string | null;
}

export async function readOrganization(calls: OrgCalls): Promise<OrganizationFacts> {
  const soql =
    'SELECT Id, Name, OrganizationType, IsSandbox, InstanceName, NamespacePrefix, TrialExpirationDate FROM Organization';
  const [record] = await collectPages(queryPages<OrganizationRecord>(calls, soql));
  if (record === undefined) throw new Error('Salesforce gave no Organization row.');
  return {
    id: toLongId(record.Id),
    name: record.Name,
    organizationType: record.OrganizationType,
    isSandbox: record.IsSandbox,
    instanceName: record.InstanceName,
    namespacePrefix: record.NamespacePrefix,
    trialExpirationDate: record.TrialExpirationDate,
  };
}

/** A name that the org lacks would fail the whole query, so the describe is asked first. Source: salesforce-api.md §7.1. */
export async function readUserPermissions<Name extends string>(
  calls: OrgCalls,
  names: readonly Name[],
): Promise<Partial<Record<Name, boolean>>> {
  const describe = await describeObject(calls, 'UserPermissionAccess');
  const known = new Set(describe.fields.map((field) => field.name));
  const asked = names.filter((name) => known.has(name));
  if (asked.length === 0) return {};
  const soql = `SELECT ${asked.join(', ')} FROM UserPermissionAccess`;
  const [row] = await collectPages(queryPages<Record<string, unknown>>(calls, soql));
  const permissions: Partial<Record<Name, boolean>> = {};
  for (const name of asked) permissions[name] = row?.[name] === true;
  return permissions;
}

interface UserInfo {
  user_id: string;
  organization_id: string;
  preferred_username: string;
  email?: string | null;
  name?: string | null;
  active?: boolean;
}

/** From the org's own host: the identity URL of the token answer is on another one. */
export async function readIdentity(calls: OrgCalls): Promise<Identity> {
  const info = await calls.json<UserInfo>({
    kind: 'identity',
    attempted: 'read the connected user',
    method: 'GET',
    path: '/services/oauth2/userinfo',
  });
  return {
    userId: toLongId(info.user_id),
    organizationId: toLongId(info.organization_id),
    username: info.preferred_username,
    email: info.email ?? null,
    displayName: info.name ?? null,
    active: info.active ?? true,
  };
}
