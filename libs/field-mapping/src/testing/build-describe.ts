import type { FieldDescribe, ObjectDescribe, PicklistValue } from '../describe/object-describe.js';

/** A describe of these fields; what is not said is a writable, nillable text of 255 characters. */
export function buildDescribe(
  name: string,
  fields: readonly (Partial<FieldDescribe> & { name: string })[],
): ObjectDescribe {
  return { name, fields: fields.map(buildField) };
}

export function buildField(field: Partial<FieldDescribe> & { name: string }): FieldDescribe {
  return {
    label: field.name,
    type: 'string',
    length: 255,
    createable: true,
    updateable: true,
    nillable: true,
    restrictedPicklist: false,
    externalId: false,
    unique: false,
    picklistValues: [],
    referenceTo: [],
    relationshipName: null,
    ...field,
  };
}

export function picklist(...values: string[]): PicklistValue[] {
  return values.map((value) => ({ value, label: value, active: true, defaultValue: false }));
}

/** The describe of a user who may not see these fields. */
export function hiding(describe: ObjectDescribe, ...names: string[]): ObjectDescribe {
  return { ...describe, fields: describe.fields.filter((field) => !names.includes(field.name)) };
}

/** The describe of a user for whom one field is as told. */
export function changing(describe: ObjectDescribe, name: string, change: Partial<FieldDescribe>): ObjectDescribe {
  return {
    ...describe,
    fields: describe.fields.map((field) => (field.name === name ? { ...field, ...change } : field)),
  };
}
