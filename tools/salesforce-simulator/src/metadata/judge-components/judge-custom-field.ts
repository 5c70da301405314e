import { type CustomFieldInput, type FieldType } from '../../org/describe-fields.js';
import type { FieldSchema } from '../../org/field-schema.js';
import type { Org } from '../../org/org.js';
import { checkElements, ComponentProblem, flagOf, requiredText, textOf } from '../read-package/read-metadata-file.js';
import type { XmlElement } from '../read-package/read-xml.js';
import { readValueSet } from './read-value-set.js';

export interface JudgedField {
  readonly object: string;
  readonly input: CustomFieldInput;
  readonly created: boolean;
  readonly changed: boolean;
}

const types: Readonly<Record<string, FieldType>> = {
  Text: 'string',
  Url: 'url',
  DateTime: 'datetime',
  Date: 'date',
  Checkbox: 'boolean',
  Email: 'email',
  Picklist: 'picklist',
};
const elements = [
  ...['fullName', 'caseSensitive', 'defaultValue', 'description', 'externalId', 'inlineHelpText', 'label', 'length'],
  ...['required', 'trackFeedHistory', 'trackHistory', 'type', 'unique', 'valueSet'],
];
/** Fields of activities belong to their common parent (salesforce-api.md §5.1). */
const parents = new Set(['Lead', 'Contact', 'Account', 'Campaign', 'CampaignMember', 'Opportunity', 'Activity']);
const developerName = /^[A-Za-z](?:_?[A-Za-z0-9])*__c$/;

/** What a CustomField of the package would do to this org; throws a ComponentProblem where it is refused. */
export function judgeCustomField(org: Org, fullName: string, element: XmlElement): JudgedField {
  checkElements(element, elements);
  const [object = '', local = ''] = fullName.split('.');
  if (!parents.has(object))
    throw new ComponentProblem(`Entity Enumeration Or ID: bad value for restricted picklist field: ${object}`);
  const name = nameInOrg(local, org.description.org.namespacePrefix);
  const input = { ...readField(element), name };
  const existing = org.schema.object(object === 'Activity' ? 'Task' : object)?.fields.get(name);
  if (existing === undefined) return { object, input: { ...input, grantedOnly: true }, created: true, changed: true };
  if (existing.type !== input.type)
    throw new ComponentProblem(`Cannot update a field to a ${requiredText(element, 'type')} from something else`);
  const kept = { ...input, grantedOnly: existing.grantedOnly ?? false };
  return { object, input: kept, created: false, changed: differs(existing, kept) };
}

function nameInOrg(local: string, namespace: string | null): string {
  const [, prefix, bare] = /^([A-Za-z0-9_]*?)__(.+__c)$/.exec(local) ?? [];
  if (prefix !== undefined && prefix !== namespace)
    throw new ComponentProblem(
      `Cannot create a new component with the namespace: ${prefix}.  Only components in the same namespace as the organization can be created through the API`,
    );
  const name = bare ?? local;
  if (!developerName.test(name) || name.length > 43)
    throw new ComponentProblem(`The field name ${local} is no valid developer name of at most 40 characters and __c`);
  return namespace === null ? name : `${namespace}__${name}`;
}

function readField(element: XmlElement): Omit<CustomFieldInput, 'name'> {
  const wire = requiredText(element, 'type');
  const type = types[wire];
  if (type === undefined || type === 'id' || type === 'address')
    throw new ComponentProblem(`Error parsing file: '${wire}' is not a valid value for the enum 'FieldType'`);
  const label = requiredText(element, 'label');
  if (label.length > 40) throw new ComponentProblem('Label: data value too large (max length=40)');
  return {
    type,
    label,
    ...(wire === 'Text' && { length: lengthOf(element) }),
    required: flagOf(element, 'required'),
    unique: flagOf(element, 'unique'),
    caseSensitive: flagOf(element, 'caseSensitive'),
    externalId: flagOf(element, 'externalId'),
    ...(wire === 'Picklist' && readValueSet(element)),
  };
}

function lengthOf(element: XmlElement): number {
  const length = Number(requiredText(element, 'length'));
  if (!Number.isInteger(length) || length < 1 || length > 255)
    throw new ComponentProblem(`Length must be between 1 and 255, not ${textOf(element, 'length') ?? ''}`);
  return length;
}

function differs(existing: FieldSchema, input: Omit<CustomFieldInput, 'name'>): boolean {
  const before = existing.picklistValues.filter(({ active }) => active).map(({ value }) => value);
  const after = (input.values ?? []).map((value) => (typeof value === 'string' ? value : value.value));
  return (
    existing.label !== input.label ||
    (input.length !== undefined && existing.length !== input.length) ||
    existing.unique !== input.unique ||
    existing.externalId !== input.externalId ||
    existing.restrictedPicklist !== (input.restricted ?? false) ||
    before.join('\n') !== after.join('\n')
  );
}
