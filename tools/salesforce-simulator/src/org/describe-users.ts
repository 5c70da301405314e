import { z } from 'zod';

/** Names as in `UserPermissionAccess`, without the prefix `Permissions` (salesforce-api.md §7.1). */
export const userPermission = z.enum([
  'ApiEnabled',
  'ApiUserOnly',
  'RunReports',
  'ViewPublicReports',
  'ViewSetup',
  'CustomizeApplication',
  'ModifyMetadata',
  'EditTask',
  'TransferAnyLead',
  'TransferAnyEntity',
  'ViewAllData',
  'ModifyAllData',
  'ManageUsers',
  'ConvertLeads',
  'ViewConvertedLeads',
]);
export type UserPermission = z.infer<typeof userPermission>;

export const objectPermissions = z.strictObject({
  read: z.boolean().default(false),
  create: z.boolean().default(false),
  edit: z.boolean().default(false),
  delete: z.boolean().default(false),
  viewAll: z.boolean().default(false),
  modifyAll: z.boolean().default(false),
  /** Read on every field of the object, whatever `fields` says; left out, an administrator has it while nothing is hidden. */
  viewAllFields: z.boolean().optional(),
});
export type ObjectPermissions = z.infer<typeof objectPermissions>;

export const fieldAccess = z.enum(['none', 'read', 'edit']);
export type FieldAccess = z.infer<typeof fieldAccess>;

export const userDescription = z.strictObject({
  /** 18 characters, prefix 005. Generated when left out, as every id of a description. */
  id: z.string().optional(),
  username: z.string(),
  /** For the consent page and the username-password grant. */
  password: z.string().optional(),
  email: z.string(),
  firstName: z.string().nullable().default(null),
  lastName: z.string(),
  active: z.boolean().default(true),
  frozen: z.boolean().default(false),
  /** An administrator starts with every right, `minimum` with none; what is listed below changes that start. */
  profile: z.enum(['administrator', 'minimum']).default('administrator'),
  permissions: z.partialRecord(userPermission, z.boolean()).default({}),
  objects: z.record(z.string(), objectPermissions).default({}),
  /** Access to fields that `fields` does not name. */
  defaultFieldAccess: fieldAccess.default('edit'),
  /** Keys are `Lead.Email`; only permissionable fields obey (salesforce-api.md §3.6). */
  fields: z.record(z.string(), fieldAccess).default({}),
  /** Ids of report folders shared with this user, besides what `ViewPublicReports` opens. */
  folders: z.array(z.string()).default([]),
  /** Names of permission sets that a deployment brought; they add to the rights above. */
  permissionSets: z.array(z.string()).default([]),
  language: z.string().default('en_US'),
  timeZone: z.string().default('America/Los_Angeles'),
  locale: z.string().default('en_US'),
});
export type UserDescription = z.infer<typeof userDescription>;

export const queueDescription = z.strictObject({
  id: z.string().optional(),
  name: z.string(),
  developerName: z.string().optional(),
  email: z.string().nullable().default(null),
});
