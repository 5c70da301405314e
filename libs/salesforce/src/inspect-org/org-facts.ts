/** `GET /limits`: name → allowance. Names differ by org and release. */
export type OrgLimits = Record<string, { Max: number; Remaining: number }>;

export interface OrganizationFacts {
  /** 18 characters. */
  id: string;
  name: string;
  /** An open set, e.g. `Enterprise Edition`. Source: salesforce-api.md §7.3. */
  organizationType: string;
  isSandbox: boolean;
  instanceName: string | null;
  namespacePrefix: string | null;
  trialExpirationDate: string | null;
}

/** Who the token belongs to. Source: salesforce-api.md §1.9. */
export interface Identity {
  userId: string;
  organizationId: string;
  username: string;
  email: string | null;
  displayName: string | null;
  active: boolean;
}

/** What the user may do with all records and fields of an object. Source: salesforce-api.md §7.2. */
export interface ObjectReach {
  viewAllRecords: boolean;
  modifyAllRecords: boolean;
  /** Null where the org is too old to say. */
  viewAllFields: boolean | null;
}

/** Org-wide default of an object: whether users see records that are not theirs. `parent`: as the account. */
export type SharingDefault = 'private' | 'shared' | 'transferable' | 'parent';
