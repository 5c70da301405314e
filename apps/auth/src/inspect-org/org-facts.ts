import type {
  Identity,
  ObjectDescribe,
  ObjectReach,
  OrganizationFacts,
  OrgLimits,
  OrgUsage,
  SharingDefault,
} from '@ce/salesforce';

/** Objects whose rights matter, in the order in which people read them. Source: spec A3 to A5. */
export const inspectedObjects = [
  'Lead',
  'Contact',
  'Account',
  'User',
  'Task',
  'Campaign',
  'CampaignMember',
  'Opportunity',
] as const;
export type InspectedObject = (typeof inspectedObjects)[number];

/** Objects that reports join; what is hidden of them changes whom a report names. Source: spec D4, D8. */
export const reportedObjects = ['Lead', 'Contact', 'Account', 'Campaign', 'Opportunity'] as const;
export type ReportedObject = (typeof reportedObjects)[number];

/** Source: salesforce-api.md §7.1. */
export const inspectedPermissions = [
  'PermissionsApiEnabled',
  'PermissionsApiUserOnly',
  'PermissionsRunReports',
  'PermissionsViewPublicReports',
  'PermissionsViewSetup',
  'PermissionsEditTask',
  'PermissionsTransferAnyLead',
  'PermissionsTransferAnyEntity',
  'PermissionsViewAllData',
  'PermissionsModifyAllData',
] as const;
export type InspectedPermission = (typeof inspectedPermissions)[number];

/** What one look at an org found, as the connected user sees it. */
export interface OrgFacts {
  organization: OrganizationFacts;
  identity: Identity;
  /** A name that the org does not have is missing. */
  permissions: Partial<Record<InspectedPermission, boolean>>;
  /** Null: hidden from the user, or not in the org. */
  describes: Record<InspectedObject, ObjectDescribe | null>;
  /** View All and Modify All of the user by object; null without "View Setup and Configuration". */
  reach: Partial<Record<ReportedObject, ObjectReach>> | null;
  /** Org-wide defaults; null where they cannot be read. */
  sharing: Partial<Record<ReportedObject, SharingDefault>> | null;
  /** Null: the user may not read them. */
  limits: OrgLimits | null;
  /** Reports that the user can see, up to 2,000; null when they cannot be listed. */
  visibleReports: number | null;
  orgUsage: OrgUsage | null;
}
