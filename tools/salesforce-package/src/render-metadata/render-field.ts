import { type FieldDefinition, type FieldType, valueLabel } from '../define-package/package-fields.js';
import type { Xml } from './xml.js';

/** A value of a picklist as an org has it, or as it is created. */
export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly isDefault: boolean;
}

/** What an org already has and must not lose. */
export interface KeptFacts {
  readonly label?: string;
  readonly length?: number;
  readonly values?: readonly PicklistValue[];
}

/** The content of a CustomField. Elements: salesforce-api.md §8. */
export function renderField(definition: FieldDefinition, deployedName: string, kept: KeptFacts = {}): Xml[] {
  const content: Xml[] = [
    ['description', definition.description],
    ['label', kept.label ?? definition.label],
    ['required', false],
    ...renderType(definition.type, kept),
  ];
  // The order that Salesforce's own tools write, so that a retrieved file shows no difference.
  return [['fullName', deployedName], ...content.sort(([a], [b]) => (a < b ? -1 : 1))];
}

function renderType(type: FieldType, kept: KeptFacts): Xml[] {
  switch (type.kind) {
    case 'text':
      return [
        ['type', 'Text'],
        ['length', kept.length ?? type.length],
        ['externalId', type.unique],
        ['unique', type.unique],
        ...(type.unique ? [['caseSensitive', true] as const] : []),
      ];
    case 'picklist':
      return [
        ['type', 'Picklist'],
        ['valueSet', renderValueSet(kept.values ?? freshValues(type.values))],
      ];
    case 'url':
      return [['type', 'Url']];
    case 'datetime':
      return [['type', 'DateTime']];
  }
}

export function freshValues(values: readonly string[]): PicklistValue[] {
  return values.map((value) => ({ value, label: valueLabel(value), isDefault: false }));
}

function renderValueSet(values: readonly PicklistValue[]): Xml[] {
  const rendered = values.map(({ value, label, isDefault }): Xml => [
    'value',
    [
      ['fullName', value],
      ['default', isDefault],
      ['label', label],
    ],
  ]);
  return [
    ['restricted', true],
    ['valueSetDefinition', [['sorted', false], ...rendered]],
  ];
}
