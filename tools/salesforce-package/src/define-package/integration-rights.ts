/** Name and label of the permission set for the user that the integration connects as. */
export const PERMISSION_SET = { name: 'CE_Integration', label: 'Conversational Email Integration' } as const;

export interface ObjectRight {
  readonly object: string;
  readonly edit: boolean;
}

/** Names as metadata spells them: API Enabled, Run Reports, View Reports in Public Folders, Edit Tasks. Spec A3, A5. */
export const userRights = ['ApiEnabled', 'EditTask', 'RunReports', 'ViewPublicReports'] as const;

/**
 * Source: spec A3. Read on Account comes with Read on Contact anyway. Campaign members have no rights of their own: who
 * reads the campaign and the person reads the membership. Tasks follow the user permission Edit Tasks.
 */
export const objectRights: readonly ObjectRight[] = [
  { object: 'Account', edit: false },
  { object: 'Campaign', edit: false },
  { object: 'Contact', edit: true },
  { object: 'Lead', edit: true },
  { object: 'Opportunity', edit: false },
];

export interface FieldRight {
  /** `Lead.Email` */
  readonly field: string;
  readonly edit: boolean;
}

/**
 * Standard fields of the mapping that every connection starts with, as far as they have field-level security: names,
 * companies, owners and record ids have none. Source: spec A4, D7; salesforce-api.md §6.
 */
export const mappedFieldRights: readonly FieldRight[] = [
  'Contact.AccountId',
  'Contact.Email',
  'Contact.Title',
  'Lead.Email',
  'Lead.Title',
].map((field) => ({ field, edit: false }));

/** Fields of a Task that may be hidden. Status and Priority are required and have no security. Source: spec A5, C3. */
export const taskFields = ['ActivityDate', 'Description', 'WhoId'] as const;

/** Fields of a Task that have field-level security in some orgs only; asked of the org before they are listed. */
export const sometimesSecuredTaskFields = ['Subject', 'TaskSubtype'] as const;
