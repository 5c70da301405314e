import type { FieldSchema, ObjectSchema } from '../field-schema.js';

type Facts = Pick<ObjectSchema, 'name' | 'label' | 'labelPlural' | 'keyPrefix'> &
  Partial<Omit<ObjectSchema, 'fields'>> & { fields: readonly FieldSchema[] };

/** An object that users work with: writable, under object permissions. */
export function standardObject({ fields, ...facts }: Facts): ObjectSchema {
  return {
    createable: true,
    updateable: true,
    deletable: true,
    queryable: true,
    mergeable: false,
    layoutable: true,
    permissionable: true,
    ...facts,
    fields: new Map(fields.map((field) => [field.name, field])),
  };
}

/** A setup object: readable by everybody, written by nobody through the data API. */
export function setupObject(facts: Facts): ObjectSchema {
  return standardObject({
    createable: false,
    updateable: false,
    deletable: false,
    layoutable: false,
    permissionable: false,
    ...facts,
  });
}
