/** What this library needs of Salesforce's describe. Structural: any describe answer fits. Source: salesforce-api.md §3.6. */
export interface ObjectDescribe {
  readonly name: string;
  /** Only fields that the connected user may see: hidden ones are absent. */
  readonly fields: readonly FieldDescribe[];
}

export interface FieldDescribe {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  /** In characters; 0 for types without a length. */
  readonly length: number;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly nillable: boolean;
  readonly restrictedPicklist: boolean;
  readonly externalId: boolean;
  readonly unique: boolean;
  readonly picklistValues?: readonly PicklistValue[] | null;
  /** Objects that a reference may point to; more than one makes it polymorphic. */
  readonly referenceTo?: readonly string[] | null;
  readonly relationshipName?: string | null;
}

export interface PicklistValue {
  readonly value: string;
  readonly label?: string | null;
  readonly active: boolean;
  readonly defaultValue?: boolean;
}
