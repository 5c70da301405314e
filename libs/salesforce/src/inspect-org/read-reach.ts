import type { OrgCalls } from '../call-org/org-calls.js';
import { SalesforceError } from '../classify-error/salesforce-error.js';
import { type QueryPage, queryPath } from '../run-query/query-page.js';
import { soqlString } from '../run-query/soql-text.js';
import type { ObjectReach, SharingDefault } from './org-facts.js';

/** `PermissionsViewAllFields` is not there in earlier versions. Source: salesforce-api.md §7.2. */
const VERSION_OF_VIEW_ALL_FIELDS = '63.0';

interface ReachRecord {
  SobjectType: string;
  PermissionsViewAllRecords: boolean;
  PermissionsModifyAllRecords: boolean;
  PermissionsViewAllFields?: boolean;
}

/**
 * Of all permission sets of the user together, the profile's among them. Null without "View Setup and Configuration".
 * An object that is missing is one that no permission set opens.
 */
export async function readObjectReach<Name extends string>(
  calls: OrgCalls,
  userId: string,
  objects: readonly Name[],
): Promise<Partial<Record<Name, ObjectReach>> | null> {
  const select = (fields: string) =>
    `SELECT SobjectType, PermissionsViewAllRecords, PermissionsModifyAllRecords${fields} FROM ObjectPermissions ` +
    `WHERE ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${soqlString(userId)}) ` +
    `AND SobjectType IN (${objects.map(soqlString).join(', ')})`;
  const newer = `/services/data/v${VERSION_OF_VIEW_ALL_FIELDS}${queryPath(select(', PermissionsViewAllFields'))}`;
  const rows =
    (await rowsOrRefused<ReachRecord>(calls, newer)) ??
    (await rowsOrRefused<ReachRecord>(calls, queryPath(select(''))));
  if (rows === null) return null;
  const reach: Partial<Record<Name, ObjectReach>> = {};
  for (const name of objects) {
    const ofObject = rows.filter((row) => row.SobjectType === name);
    if (ofObject.length === 0) continue;
    reach[name] = {
      viewAllRecords: ofObject.some((row) => row.PermissionsViewAllRecords),
      modifyAllRecords: ofObject.some((row) => row.PermissionsModifyAllRecords),
      viewAllFields: ofObject.some((row) => row.PermissionsViewAllFields === undefined)
        ? null
        : ofObject.some((row) => row.PermissionsViewAllFields === true),
    };
  }
  return reach;
}

export const objectsWithDefault = ['Lead', 'Contact', 'Account', 'Campaign', 'Opportunity'] as const;
export type ObjectWithDefault = (typeof objectsWithDefault)[number];

const words: Readonly<Record<string, SharingDefault>> = {
  None: 'private',
  Read: 'shared',
  Edit: 'shared',
  All: 'transferable',
  ReadEditTransfer: 'transferable',
  ControlledByParent: 'parent',
};

/** Org-wide defaults, as far as this system knows the words for them; null where they cannot be read. */
export async function readSharingDefaults(
  calls: OrgCalls,
): Promise<Partial<Record<ObjectWithDefault, SharingDefault>> | null> {
  const fields = objectsWithDefault.map((name) => `Default${name}Access`);
  const rows = await rowsOrRefused<Record<string, unknown>>(
    calls,
    queryPath(`SELECT ${fields.join(', ')} FROM Organization`),
  );
  if (rows === null) return null;
  const defaults: Partial<Record<ObjectWithDefault, SharingDefault>> = {};
  for (const name of objectsWithDefault) {
    const word = words[String(rows[0]?.[`Default${name}Access`])];
    if (word !== undefined) defaults[name] = word;
  }
  return defaults;
}

async function rowsOrRefused<Fields>(calls: OrgCalls, path: string): Promise<Fields[] | null> {
  try {
    const page = await calls.json<QueryPage<Fields>>({ kind: 'query', attempted: 'query', method: 'GET', path });
    return page.records;
  } catch (error) {
    if (error instanceof SalesforceError && error.errorClass === 'configuration' && error.scope !== 'org') return null;
    throw error;
  }
}
