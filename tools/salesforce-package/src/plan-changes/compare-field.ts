import { matchPicklist } from '@ce/field-mapping';
import type { FieldDescribe } from '@ce/salesforce';
import type { FieldDefinition, FieldType, PicklistType, TextType } from '../define-package/package-fields.js';
import { freshValues, type KeptFacts } from '../render-metadata/render-field.js';

export type FieldVerdict =
  | { readonly kind: 'create' }
  | { readonly kind: 'same' }
  | { readonly kind: 'change'; readonly differences: readonly string[]; readonly kept: KeptFacts }
  /** Salesforce will refuse it. */
  | { readonly kind: 'conflict'; readonly differences: readonly string[] };

const describedTypes: Record<FieldType['kind'], string> = {
  text: 'string',
  picklist: 'picklist',
  url: 'url',
  datetime: 'datetime',
};

/**
 * One field against what describe shows. What an org made longer, added to a picklist or renamed stays as it is: a
 * deployment replaces a picklist's values by those of the file, so the file has to repeat them.
 */
export function compareField(definition: FieldDefinition, found: FieldDescribe | undefined): FieldVerdict {
  if (found === undefined) return { kind: 'create' };
  const { type } = definition;
  const wanted = describedTypes[type.kind];
  if (found.type !== wanted) return { kind: 'conflict', differences: [`is of type ${found.type}, not ${wanted}`] };
  const { differences, kept } = compareType(type, found);
  if (differences.length === 0) return { kind: 'same' };
  return { kind: 'change', differences, kept: { label: found.label, ...kept } };
}

function compareType(type: FieldType, found: FieldDescribe): { differences: string[]; kept: KeptFacts } {
  switch (type.kind) {
    case 'text':
      return { differences: textDifferences(type, found), kept: { length: Math.max(found.length, type.length) } };
    case 'picklist':
      return comparePicklist(type, found);
    case 'url':
    case 'datetime':
      return { differences: [], kept: {} };
  }
}

function textDifferences(type: TextType, found: FieldDescribe): string[] {
  return [
    ...(found.length < type.length ? [`takes ${found.length} characters, not ${type.length}`] : []),
    ...(type.unique && !found.unique ? ['is not unique'] : []),
    ...(type.unique && !found.externalId ? ['is no external id'] : []),
  ];
}

function comparePicklist(type: PicklistType, found: FieldDescribe): { differences: string[]; kept: KeptFacts } {
  const missing = type.values.filter((value) => matchPicklist(found, value) === undefined);
  // An unrestricted picklist takes every value.
  if (missing.length === 0 || !found.restrictedPicklist) return { differences: [], kept: {} };
  const existing = found.picklistValues
    .filter(({ active }) => active)
    .map(({ value, label, defaultValue }) => ({ value, label, isDefault: defaultValue }));
  return {
    differences: [`lacks the values ${missing.join(', ')}`],
    kept: { values: [...existing, ...freshValues(missing)] },
  };
}
