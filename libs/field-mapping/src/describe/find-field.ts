import type { FieldDescribe, ObjectDescribe } from './object-describe.js';

interface FieldIndex {
  byName: Map<string, FieldDescribe>;
  byRelationship: Map<string, FieldDescribe>;
}

// A describe has hundreds of fields and is asked for every record of a batch.
const indexes = new WeakMap<ObjectDescribe, FieldIndex>();

/** By API name; Salesforce compares these without regard to case. */
export function findField(describe: ObjectDescribe, name: string): FieldDescribe | undefined {
  return indexOf(describe).byName.get(name.toLowerCase());
}

/** The reference field behind a relationship name: `Owner` → OwnerId. */
export function findRelationship(describe: ObjectDescribe, relationshipName: string): FieldDescribe | undefined {
  return indexOf(describe).byRelationship.get(relationshipName.toLowerCase());
}

export function activeValues(field: FieldDescribe) {
  return (field.picklistValues ?? []).filter((candidate) => candidate.active);
}

function indexOf(describe: ObjectDescribe): FieldIndex {
  const known = indexes.get(describe);
  if (known !== undefined) return known;
  const index: FieldIndex = { byName: new Map(), byRelationship: new Map() };
  for (const field of describe.fields) {
    index.byName.set(field.name.toLowerCase(), field);
    if (field.relationshipName) index.byRelationship.set(field.relationshipName.toLowerCase(), field);
  }
  indexes.set(describe, index);
  return index;
}
