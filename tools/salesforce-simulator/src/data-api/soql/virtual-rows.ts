import { userPermission } from '../../org/describe-users.js';
import type { OrgRecord } from '../../org/field-schema.js';
import { toId18 } from '../../org/record-id.js';
import type { Comparison, Condition } from './condition-tree.js';
import {
  fieldPermissionRows,
  idOfRow,
  objectPermissionRows,
  permissionSetRows,
  setOfName,
  setOfUser,
} from './permission-set-rows.js';
import type { QueryScope } from './query-scope.js';
import { unquote } from './read-literal.js';
import { malformed, unknownColumn } from './soql-fault.js';

/** Rows that exist only in the answer; null for objects with rows of their own. */
export function virtualRows(scope: QueryScope, condition: Condition | null): OrgRecord[] | null {
  switch (scope.view.schema.name) {
    case 'UserPermissionAccess':
      return [permissionsOf(scope)];
    case 'UserRecordAccess':
      return recordAccess(scope, condition);
    case 'PermissionSet':
      return permissionSetRows(scope.org);
    case 'PermissionSetAssignment':
      return assignments(scope);
    case 'ObjectPermissions':
      return objectPermissions(scope);
    case 'FieldPermissions':
      return fieldPermissionRows(scope.org);
    default:
      return null;
  }
}

function assignments({ org }: QueryScope): OrgRecord[] {
  const rows = org.users().flatMap((user) => {
    const sets = [setOfUser(user.id), ...org.permissionSets.namesOf(user).map(setOfName)];
    return sets.map((PermissionSetId) => ({ AssigneeId: user.id, PermissionSetId }));
  });
  return rows.map((row) => ({ Id: idOfRow('0Pa', `${row.AssigneeId} ${row.PermissionSetId}`), ...row }));
}

/** View All Fields came with version 63. */
function objectPermissions({ org, soql, version }: QueryScope): OrgRecord[] {
  if (Number(version) < 63 && /PermissionsViewAllFields/i.test(soql))
    throw unknownColumn(soql, 'PermissionsViewAllFields', 'PermissionsViewAllFields', 'ObjectPermissions');
  return objectPermissionRows(org);
}

/** One row for the calling user (salesforce-api.md §7.1). */
function permissionsOf({ org, user }: QueryScope): OrgRecord {
  return {
    Id: '000000000000000AAA',
    ...Object.fromEntries(userPermission.options.map((name) => [`Permissions${name}`, org.access.has(user, name)])),
  };
}

/** salesforce-api.md §7.2: needs one UserId and at most 200 RecordIds. */
function recordAccess({ org }: QueryScope, condition: Condition | null): OrgRecord[] {
  const wanted = comparisons(condition);
  const [userId] = valuesFor(wanted, 'userid');
  const ids = valuesFor(wanted, 'recordid');
  const user = userId === undefined ? undefined : org.userById(userId);
  if (user === undefined || ids.length === 0 || ids.length > 200)
    throw malformed(
      'Can select only RecordId, a Has*Access field, or MaxAccessLevel, with one UserId and up to 200 RecordIds',
    );
  return ids.flatMap((id) => {
    const record = org.records.get(id);
    const object = org.schema.objectOfId(id);
    if (record === undefined || object === undefined) return [];
    const read = org.access.canReadRecord(user, object, record);
    const edit = read && org.access.canEditRecord(user, object, record);
    const transfer = edit && org.access.canTransferRecord(user, object, record);
    const remove = edit && org.access.objectPermissions(user, object.name).delete;
    const level = transfer ? 'Transfer' : remove ? 'Delete' : edit ? 'Edit' : read ? 'Read' : 'None';
    return {
      Id: record.Id,
      UserId: user.id,
      RecordId: record.Id,
      HasReadAccess: read,
      HasEditAccess: edit,
      HasDeleteAccess: remove,
      HasTransferAccess: transfer,
      MaxAccessLevel: level,
    };
  });
}

function comparisons(condition: Condition | null): Comparison[] {
  if (condition === null) return [];
  if (condition.kind === 'comparison') return [condition.comparison];
  return condition.kind === 'and' ? condition.parts.flatMap(comparisons) : [];
}

function valuesFor(found: readonly Comparison[], field: string): string[] {
  return found.flatMap((comparison) => {
    if (!('field' in comparison) || !('value' in comparison) || comparison.field.toLowerCase() !== field) return [];
    return (Array.isArray(comparison.value) ? comparison.value : [comparison.value]).map((raw) => toId18(unquote(raw)));
  });
}
