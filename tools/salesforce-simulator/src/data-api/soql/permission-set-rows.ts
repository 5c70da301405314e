import { createHash } from 'node:crypto';
import { type ObjectPermissions, userPermission } from '../../org/describe-users.js';
import type { OrgRecord } from '../../org/field-schema.js';
import type { Org } from '../../org/org.js';
import type { PermissionSet } from '../../org/permission-sets.js';
import { toId18 } from '../../org/record-id.js';

/** All rights of a user lie in one set, which stands for the profile and whatever is assigned besides. */
export const setOfUser = (userId: string): string => toId18(`0PS${userId.slice(3, 15)}`);

export const setOfName = (name: string): string => idOfRow('0PS', name);

export function permissionSetRows(org: Org): OrgRecord[] {
  const owned = org.users().map((user) => ({
    Id: setOfUser(user.id),
    Name: `X${setOfUser(user.id)}`,
    Label: `X${setOfUser(user.id)}`,
    IsOwnedByProfile: true,
    ...flags((name) => org.access.has(user, name)),
  }));
  const named = org.permissionSets.all().map(({ name, label, permissions }) => ({
    Id: setOfName(name),
    Name: name,
    Label: label,
    IsOwnedByProfile: false,
    ...flags((permission) => permissions.includes(permission)),
  }));
  return [...owned, ...named];
}

/** Only rows with a right exist. */
export function objectPermissionRows(org: Org): OrgRecord[] {
  const objects = [...org.schema.all()].filter(({ permissionable, name }) => permissionable && name !== 'Task');
  const owned = org.users().flatMap((user) =>
    objects.map(({ name }) => ({
      parentId: setOfUser(user.id),
      object: name,
      rights: { ...org.access.objectPermissions(user, name), viewAllFields: org.access.viewsAllFields(user, name) },
    })),
  );
  const named = org.permissionSets
    .all()
    .flatMap(({ name, objects: rightsOf }) =>
      Object.entries(rightsOf).map(([object, rights]) => ({ parentId: setOfName(name), object, rights })),
    );
  return [...owned, ...named].filter(({ rights }) => rights.read).map(objectRow);
}

function objectRow(entry: { parentId: string; object: string; rights: ObjectPermissions }): OrgRecord {
  const { parentId, object, rights } = entry;
  return {
    Id: idOfRow('110', `${parentId} ${object}`),
    ParentId: parentId,
    SobjectType: object,
    PermissionsRead: rights.read,
    PermissionsCreate: rights.create,
    PermissionsEdit: rights.edit,
    PermissionsDelete: rights.delete,
    PermissionsViewAllRecords: rights.viewAll,
    PermissionsModifyAllRecords: rights.modifyAll,
    PermissionsViewAllFields: rights.viewAllFields === true,
  };
}

/** Only rows with a right exist. */
export function fieldPermissionRows(org: Org): OrgRecord[] {
  const owned = org
    .users()
    .flatMap((user) =>
      [...org.schema.all()].flatMap(({ name, fields }) =>
        [...fields.values()]
          .filter((field) => field.permissionable)
          .map((field) =>
            fieldRow(setOfUser(user.id), `${name}.${field.name}`, org.access.fieldAccess(user, name, field)),
          ),
      ),
    );
  const named = org.permissionSets
    .all()
    .flatMap(({ name, fields }) =>
      Object.entries(fields).map(([field, access]) => fieldRow(setOfName(name), field, access)),
    );
  return [...owned, ...named].filter((row) => row['PermissionsRead'] === true);
}

function fieldRow(parentId: string, field: string, access: PermissionSet['fields'][string]): OrgRecord {
  return {
    Id: idOfRow('01k', `${parentId} ${field}`),
    ParentId: parentId,
    SobjectType: field.slice(0, field.indexOf('.')),
    Field: field,
    PermissionsRead: access !== 'none',
    PermissionsEdit: access === 'edit',
  };
}

function flags(has: (name: (typeof userPermission.options)[number]) => boolean): Record<string, boolean> {
  return Object.fromEntries(userPermission.options.map((name) => [`Permissions${name}`, has(name)]));
}

/** The same for the same row, however often it is asked for. */
export function idOfRow(prefix: string, key: string): string {
  return toId18(`${prefix}${createHash('sha256').update(key).digest('hex').slice(0, 12)}`);
}
