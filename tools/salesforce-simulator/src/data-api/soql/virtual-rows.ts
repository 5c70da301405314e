import { userPermission } from '../../org/describe-users.js';
import type { OrgRecord } from '../../org/field-schema.js';
import { toId18 } from '../../org/record-id.js';
import type { Comparison, Condition } from './condition-tree.js';
import type { QueryScope } from './query-scope.js';
import { unquote } from './read-literal.js';
import { malformed, unknownColumn } from './soql-fault.js';

/** Rows that exist only in the answer; null for objects with rows of their own. */
export function virtualRows(scope: QueryScope, condition: Condition | null): OrgRecord[] | null {
  if (scope.view.schema.name === 'UserPermissionAccess') return [permissionsOf(scope)];
  if (scope.view.schema.name === 'UserRecordAccess') return recordAccess(scope, condition);
  if (scope.view.schema.name === 'PermissionSetAssignment') return assignments(scope);
  if (scope.view.schema.name === 'ObjectPermissions') return objectPermissions(scope);
  return null;
}

/** All rights of a user lie in one set, which stands for the profile and whatever is assigned besides. */
const setOf = (userId: string): string => toId18(`0PS${userId.slice(3, 15)}`);

function assignments({ org }: QueryScope): OrgRecord[] {
  return org.users().map(({ id }) => ({
    Id: toId18(`0Pa${id.slice(3, 15)}`),
    AssigneeId: id,
    PermissionSetId: setOf(id),
  }));
}

/** Only rows with a right exist; View All Fields came with version 63. */
function objectPermissions({ org, soql, version }: QueryScope): OrgRecord[] {
  if (Number(version) < 63 && /PermissionsViewAllFields/i.test(soql))
    throw unknownColumn(soql, 'PermissionsViewAllFields', 'PermissionsViewAllFields', 'ObjectPermissions');
  const objects = [...org.schema.all()].filter(({ permissionable, name }) => permissionable && name !== 'Task');
  return org.users().flatMap(({ id }, row) => {
    const user = org.userById(id);
    if (user === undefined) return [];
    return objects.flatMap(({ name }, column) => {
      const rights = org.access.objectPermissions(user, name);
      if (!rights.read) return [];
      return {
        Id: toId18(`110${String(row * 1_000 + column).padStart(12, '0')}`),
        ParentId: setOf(id),
        SobjectType: name,
        PermissionsRead: rights.read,
        PermissionsCreate: rights.create,
        PermissionsEdit: rights.edit,
        PermissionsDelete: rights.delete,
        PermissionsViewAllRecords: rights.viewAll,
        PermissionsModifyAllRecords: rights.modifyAll,
        PermissionsViewAllFields: org.access.viewsAllFields(user, name),
      };
    });
  });
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
