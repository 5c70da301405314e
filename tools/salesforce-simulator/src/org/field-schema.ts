import type { FieldType } from './describe-fields.js';

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly defaultValue: boolean;
  /** Of a task status. */
  readonly closed?: boolean;
}

/** One field of one object, before anybody's permissions (salesforce-api.md §3.6). */
export interface FieldSchema {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters; 0 for types without a length. */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly digits: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly aggregatable: boolean;
  /** Field-level security applies; names, ids and required standard fields have none. */
  readonly permissionable: boolean;
  /** Nobody sees it without an explicit grant, administrators included. */
  readonly grantedOnly?: boolean;
  readonly defaultedOnCreate: boolean;
  readonly defaultValue: string | number | boolean | null;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly externalId: boolean;
  readonly idLookup: boolean;
  readonly nameField: boolean;
  readonly restrictedPicklist: boolean;
  readonly picklistValues: readonly PicklistValue[];
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  readonly custom: boolean;
  readonly calculated: boolean;
  readonly compoundFieldName: string | null;
  readonly extraTypeInfo: string | null;
}

export interface ObjectSchema {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** Three characters; null for rows without ids such as UserPermissionAccess. */
  readonly keyPrefix: string | null;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly queryable: boolean;
  readonly mergeable: boolean;
  readonly layoutable: boolean;
  /** Object permissions apply; setup objects such as User are readable by everybody. */
  readonly permissionable: boolean;
  /** Hidden from users without View Setup and Configuration (salesforce-api.md §7.2). */
  readonly needsViewSetup?: true;
  readonly fields: ReadonlyMap<string, FieldSchema>;
}

export type FieldValue = string | number | boolean | null;

/**
 * A stored record: flat, ids of 18 characters, dates as Salesforce prints them. A field without a value may be absent;
 * computed fields always are. Read through `readValue`.
 */
export type OrgRecord = { readonly Id: string } & Readonly<Record<string, FieldValue>>;
