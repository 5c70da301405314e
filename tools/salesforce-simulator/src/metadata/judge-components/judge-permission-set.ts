import { type ObjectPermissions, userPermission, type UserPermission } from '../../org/describe-users.js';
import type { Org } from '../../org/org.js';
import type { PermissionSet } from '../../org/permission-sets.js';
import {
  checkElements,
  childrenOf,
  ComponentProblem,
  flagOf,
  requiredText,
} from '../read-package/read-metadata-file.js';
import type { XmlElement } from '../read-package/read-xml.js';
import { type FindField, readFieldPermissions } from './read-field-permissions.js';

const elements = [
  ...['description', 'fieldPermissions', 'hasActivationRequired', 'label', 'license', 'objectPermissions'],
  'userPermissions',
];
/** Reading these means reading the account above them. */
const belowAccount = ['Contact', 'Opportunity'];

/** `find` looks among those of the org and of the same deployment. Throws a ComponentProblem where the set is refused. */
export function judgePermissionSet(org: Org, find: FindField, name: string, element: XmlElement): PermissionSet {
  checkElements(element, elements);
  const label = requiredText(element, 'label');
  const objects = readObjects(org, element);
  return {
    name,
    label,
    permissions: readUserPermissions(element),
    objects,
    fields: readFieldPermissions(element, find),
  };
}

function readUserPermissions(element: XmlElement): UserPermission[] {
  return childrenOf(element, 'userPermissions').flatMap((entry) => {
    checkElements(entry, ['enabled', 'name']);
    const name = userPermission.safeParse(requiredText(entry, 'name'));
    if (!name.success) throw new ComponentProblem(`Unknown user permission: ${requiredText(entry, 'name')}`);
    return flagOf(entry, 'enabled') ? [name.data] : [];
  });
}

function readObjects(org: Org, element: XmlElement): Record<string, ObjectPermissions> {
  const objects: Record<string, ObjectPermissions> = {};
  for (const entry of childrenOf(element, 'objectPermissions')) {
    checkElements(entry, [
      ...['allowCreate', 'allowDelete', 'allowEdit', 'allowRead', 'modifyAllRecords', 'object', 'viewAllRecords'],
      'viewAllFields',
    ]);
    const name = requiredText(entry, 'object');
    // Rights on tasks are a user permission, and campaign members follow their campaign.
    if (org.schema.object(name)?.permissionable !== true || ['Task', 'CampaignMember'].includes(name))
      throw new ComponentProblem(`In field: field - no CustomObject named ${name} found`);
    objects[name] = {
      read: flagOf(entry, 'allowRead'),
      create: flagOf(entry, 'allowCreate'),
      edit: flagOf(entry, 'allowEdit'),
      delete: flagOf(entry, 'allowDelete'),
      viewAll: flagOf(entry, 'viewAllRecords'),
      modifyAll: flagOf(entry, 'modifyAllRecords'),
      viewAllFields: flagOf(entry, 'viewAllFields'),
    };
  }
  for (const [name, { read, create, edit }] of Object.entries(objects)) {
    if ((create || edit) && !read) throw dependsOn(create ? 'Create' : 'Edit', name, name);
    if (read && belowAccount.includes(name) && objects['Account']?.read !== true)
      throw dependsOn('Read', name, 'Account');
  }
  return objects;
}

function dependsOn(right: string, object: string, needed: string): ComponentProblem {
  return new ComponentProblem(`Permission ${right} ${object} depends on permission(s): Read ${needed}`);
}
