/** The parts of a describe that this system reads. The wire has more. Source: salesforce-api.md §3.6. */
export interface FieldDescribe {
  name: string;
  label: string;
  type: string;
  length: number;
  createable: boolean;
  updateable: boolean;
  nillable: boolean;
  unique: boolean;
  externalId: boolean;
  idLookup: boolean;
  calculated: boolean;
  permissionable: boolean;
  restrictedPicklist: boolean;
  defaultedOnCreate: boolean;
  filterable: boolean;
  picklistValues: { active: boolean; label: string; value: string; defaultValue: boolean }[];
  referenceTo: string[];
  relationshipName: string | null;
}

/** As the connected user sees the object: fields hidden from that user are missing. */
export interface ObjectDescribe {
  name: string;
  label: string;
  keyPrefix: string | null;
  createable: boolean;
  updateable: boolean;
  deletable: boolean;
  queryable: boolean;
  fields: FieldDescribe[];
}

export type ObjectDescribeIfChanged =
  { kind: 'unchanged' } | { kind: 'changed'; describe: ObjectDescribe; lastModified: string | null };

export interface GlobalDescribe {
  sobjects: {
    name: string;
    label: string;
    keyPrefix: string | null;
    custom: boolean;
    queryable: boolean;
    createable: boolean;
    updateable: boolean;
  }[];
}
