import { userPermission } from '../describe-users.js';
import { area, datetime, email, flag, picklist, reference, text } from './field-builders.js';
import { setupObject } from './object-builder.js';
import { idField, systemFields } from './system-fields.js';

const locked = { readOnly: true } as const;

export const user = setupObject({
  name: 'User',
  label: 'User',
  labelPlural: 'Users',
  keyPrefix: '005',
  fields: [
    ...systemFields('User').filter((field) => field.name !== 'IsDeleted'),
    text('Username', 'Username', 80, { ...locked, idLookup: true }),
    text('LastName', 'Last Name', 80, locked),
    text('FirstName', 'First Name', 40, locked),
    text('Name', 'Full Name', 121, { ...locked, nameField: true }),
    email('Email', 'Email', { ...locked, idLookup: true }),
    text('Alias', 'Alias', 8, locked),
    text('Title', 'Title', 80, locked),
    flag('IsActive', 'Active', locked),
    text('TimeZoneSidKey', 'Time Zone', 40, locked),
    text('LocaleSidKey', 'Locale', 40, locked),
    text('LanguageLocaleKey', 'Language', 40, locked),
    picklist('UserType', 'User Type', ['Standard'], locked),
  ],
});

/** Queues, here; public groups would be rows of another `Type`. */
export const group = setupObject({
  name: 'Group',
  label: 'Group',
  labelPlural: 'Group',
  keyPrefix: '00G',
  fields: [
    ...systemFields('Group').filter((field) => field.name !== 'IsDeleted'),
    text('Name', 'Name', 40, { ...locked, nameField: true }),
    text('DeveloperName', 'Developer Name', 80, locked),
    picklist('Type', 'Type', ['Queue'], locked),
    email('Email', 'Email', locked),
    reference('OwnerId', 'Owner ID', ['Organization', 'User'], locked),
  ],
});

/** salesforce-api.md §7.3. */
export const organization = setupObject({
  name: 'Organization',
  label: 'Organization',
  labelPlural: 'Organizations',
  keyPrefix: '00D',
  fields: [
    ...systemFields('Organization').filter((field) => field.name !== 'IsDeleted'),
    text('Name', 'Name', 80, { ...locked, nameField: true }),
    picklist('OrganizationType', 'Edition', [], { ...locked, restricted: true }),
    flag('IsSandbox', 'Is Sandbox', locked),
    text('InstanceName', 'Instance Name', 5, locked),
    text('NamespacePrefix', 'Namespace Prefix', 15, locked),
    picklist('TimeZoneSidKey', 'Time Zone', [], locked),
    picklist('LanguageLocaleKey', 'Language', [], locked),
    picklist('DefaultLeadAccess', 'Default Lead Access', [], locked),
    ...['Account', 'Contact', 'Opportunity', 'Campaign'].map((name) =>
      picklist(`Default${name}Access`, `Default ${name} Access`, [], locked),
    ),
    datetime('TrialExpirationDate', 'Trial Expiration Date', locked),
  ],
});

/** salesforce-api.md §2.2. */
export const report = setupObject({
  name: 'Report',
  label: 'Report',
  labelPlural: 'Reports',
  keyPrefix: '00O',
  fields: [
    ...systemFields('Report'),
    text('Name', 'Report Name', 40, { ...locked, nameField: true }),
    text('DeveloperName', 'Report Unique Name', 80, locked),
    area('Description', 'Description', 255, locked),
    text('FolderName', 'Folder Name', 256, locked),
    picklist('Format', 'Format', ['Tabular', 'Summary', 'Matrix', 'Multiblock'], locked),
    text('NamespacePrefix', 'Namespace Prefix', 15, locked),
    reference('OwnerId', 'Owner ID', ['Folder', 'Organization', 'User'], locked),
    datetime('LastRunDate', 'Last Run', locked),
    datetime('LastViewedDate', 'Last Viewed Date', locked),
    datetime('LastReferencedDate', 'Last Referenced Date', locked),
  ],
});

/** One row for the calling user (salesforce-api.md §7.1). */
export const userPermissionAccess = setupObject({
  name: 'UserPermissionAccess',
  label: 'User Permission Access',
  labelPlural: 'User Permission Access',
  keyPrefix: null,
  fields: [
    idField('User Permission Access ID'),
    reference('LastCacheUpdateId', 'Last Cache Update ID', [], locked),
    ...userPermission.options.map((name) =>
      flag(`Permissions${name}`, name.replace(/([a-z])([A-Z])/g, '$1 $2'), locked),
    ),
  ],
});

/** Answers only with `UserId` and `RecordId` in the condition (salesforce-api.md §7.2). */
export const userRecordAccess = setupObject({
  name: 'UserRecordAccess',
  label: 'User Record Access',
  labelPlural: 'User Record Access',
  keyPrefix: null,
  fields: [
    idField('User Record Access ID'),
    reference('UserId', 'User ID', ['User'], locked),
    text('RecordId', 'Record ID', 18, locked),
    flag('HasReadAccess', 'Has Read Access', locked),
    flag('HasEditAccess', 'Has Edit Access', locked),
    flag('HasDeleteAccess', 'Has Delete Access', locked),
    flag('HasTransferAccess', 'Has Transfer Access', locked),
    picklist('MaxAccessLevel', 'Max Access Level', ['None', 'Read', 'Edit', 'Delete', 'Transfer', 'All'], locked),
  ],
});

/** Which permission sets a user has; the set of a profile is among them (salesforce-api.md §7.2). */
export const permissionSetAssignment = setupObject({
  name: 'PermissionSetAssignment',
  label: 'Permission Set Assignment',
  labelPlural: 'Permission Set Assignments',
  keyPrefix: '0Pa',
  needsViewSetup: true,
  fields: [
    idField('Permission Set Assignment ID'),
    reference('AssigneeId', 'Assignee ID', ['User'], locked),
    reference('PermissionSetId', 'Permission Set ID', [], locked),
  ],
});

const objectRights = ['Read', 'Create', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords', 'ViewAllFields'];

/** Rights of a permission set on an object (salesforce-api.md §7.2). */
export const objectPermissions = setupObject({
  name: 'ObjectPermissions',
  label: 'Object Permissions',
  labelPlural: 'Object Permissions',
  keyPrefix: '110',
  needsViewSetup: true,
  fields: [
    idField('ObjectPermissions ID'),
    reference('ParentId', 'Parent ID', [], locked),
    picklist('SobjectType', 'SObject Type Name', [], locked),
    ...objectRights.map((name) => flag(`Permissions${name}`, name.replace(/([a-z])([A-Z])/g, '$1 $2'), locked)),
  ],
});
