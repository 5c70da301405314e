import type { ObjectSchema } from '../field-schema.js';
import { account } from './account.js';
import { campaignMember } from './campaign-member.js';
import { campaign } from './campaign.js';
import { contact } from './contact.js';
import { lead } from './lead.js';
import { opportunity, opportunityContactRole } from './opportunity.js';
import { fieldPermissions, permissionSet } from './permission-objects.js';
import {
  group,
  objectPermissions,
  organization,
  permissionSetAssignment,
  report,
  user,
  userPermissionAccess,
  userRecordAccess,
} from './setup-objects.js';
import { task, taskPriority, taskStatus } from './task.js';

/** Every object that an org has before anybody adds custom fields. */
export const standardObjects: readonly ObjectSchema[] = [
  account,
  campaign,
  campaignMember,
  contact,
  fieldPermissions,
  group,
  lead,
  objectPermissions,
  opportunity,
  opportunityContactRole,
  organization,
  permissionSet,
  permissionSetAssignment,
  report,
  task,
  taskPriority,
  taskStatus,
  user,
  userPermissionAccess,
  userRecordAccess,
];
