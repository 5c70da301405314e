import type { Identity, ObjectDescribe, OrganizationFacts, OrgLimits, OrgUsage } from '@ce/salesforce';

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

/** Source: salesforce-api.md §7.1. */
export const inspectedPermissions = [
  'PermissionsApiEnabled',
  'PermissionsApiUserOnly',
  'PermissionsRunReports',
  'PermissionsViewPublicReports',
  'PermissionsViewSetup',
  'PermissionsEditTask',
  'PermissionsTransferAnyLead',
  'PermissionsViewAllData',
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
  /** Null: the user may not read them. */
  limits: OrgLimits | null;
  /** Reports that the user can see; null when they cannot be listed. */
  visibleReports: number | null;
  orgUsage: OrgUsage | null;
}
