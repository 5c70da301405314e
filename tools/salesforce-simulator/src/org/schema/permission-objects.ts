import { userPermission } from '../describe-users.js';
import { flag, picklist, reference, text } from './field-builders.js';
import { setupObject } from './object-builder.js';
import { idField } from './system-fields.js';

const locked = { readOnly: true } as const;

/** Permission sets by name; that of a profile is among them (salesforce-api.md §7.2). */
export const permissionSet = setupObject({
  name: 'PermissionSet',
  label: 'Permission Set',
  labelPlural: 'Permission Sets',
  keyPrefix: '0PS',
  needsViewSetup: true,
  fields: [
    idField('Permission Set ID'),
    text('Name', 'Permission Set Name', 80, { ...locked, nameField: true }),
    text('Label', 'Permission Set Label', 80, locked),
    flag('IsOwnedByProfile', 'Is Owned By Profile', locked),
    ...userPermission.options.map((name) =>
      flag(`Permissions${name}`, name.replace(/([a-z])([A-Z])/g, '$1 $2'), locked),
    ),
  ],
});

/** Rights of a permission set on a field; `Field` is spelled `Lead.Email` (salesforce-api.md §7.2). */
export const fieldPermissions = setupObject({
  name: 'FieldPermissions',
  label: 'Field Permissions',
  labelPlural: 'Field Permissions',
  keyPrefix: '01k',
  needsViewSetup: true,
  fields: [
    idField('FieldPermissions ID'),
    reference('ParentId', 'Parent ID', [], locked),
    picklist('SobjectType', 'SObject Type Name', [], locked),
    picklist('Field', 'Field Name', [], locked),
    flag('PermissionsRead', 'Read Access', locked),
    flag('PermissionsEdit', 'Edit Access', locked),
  ],
});
