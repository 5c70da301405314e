import type { FieldType } from '../describe-fields.js';
import type { FieldSchema, PicklistValue } from '../field-schema.js';

export interface FieldOptions {
  /** Never null, and without field-level security. */
  required?: true;
  /** Maintained by Salesforce: neither createable nor updateable, no field-level security. */
  readOnly?: true;
  /** Readable and writable for everybody who may use the object. */
  noFls?: true;
  /** Read-only, yet subject to field-level security. */
  derived?: true;
  createOnly?: true;
  updateOnly?: true;
  nillable?: boolean;
  defaulted?: true;
  defaultValue?: string | number | boolean;
  restricted?: true;
  idLookup?: true;
  nameField?: true;
  compound?: string;
  extra?: string;
  relationship?: string;
  filterable?: false;
}

const byType: Partial<Record<FieldType, Partial<FieldSchema>>> = {
  boolean: { nillable: false, aggregatable: false, defaultValue: false, defaultedOnCreate: true },
  double: { groupable: false, precision: 18 },
  currency: { groupable: false, precision: 18 },
  percent: { groupable: false, precision: 18 },
  int: { digits: 9 },
  datetime: { groupable: false },
  address: { groupable: false, aggregatable: false, sortable: false, createable: false, updateable: false },
};

const plain: Omit<FieldSchema, 'name' | 'label' | 'type'> = {
  length: 0,
  precision: 0,
  scale: 0,
  digits: 0,
  nillable: true,
  createable: true,
  updateable: true,
  filterable: true,
  sortable: true,
  groupable: true,
  aggregatable: true,
  permissionable: true,
  defaultedOnCreate: false,
  defaultValue: null,
  unique: false,
  caseSensitive: false,
  externalId: false,
  idLookup: false,
  nameField: false,
  restrictedPicklist: false,
  picklistValues: [],
  referenceTo: [],
  relationshipName: null,
  custom: false,
  calculated: false,
  compoundFieldName: null,
  extraTypeInfo: null,
};

/** A field of a standard object with the flags its type brings along, changed by the options. */
export function field(
  type: FieldType,
  name: string,
  label: string,
  facts: Partial<FieldSchema> = {},
  options: FieldOptions = {},
): FieldSchema {
  const longText = type === 'textarea' && (facts.length ?? 0) > 255;
  const locked = options.readOnly === true || options.derived === true;
  return {
    ...plain,
    ...byType[type],
    ...(longText && { filterable: false, sortable: false, groupable: false, aggregatable: false }),
    ...(locked && { createable: false, updateable: false }),
    ...((options.required || options.noFls || options.readOnly) && { permissionable: false }),
    ...(options.required && { nillable: false }),
    ...(options.createOnly && { updateable: false }),
    ...(options.updateOnly && { createable: false }),
    ...(options.nillable !== undefined && { nillable: options.nillable }),
    ...(options.defaulted && { defaultedOnCreate: true }),
    ...(options.defaultValue !== undefined && { defaultValue: options.defaultValue }),
    ...(options.restricted && { restrictedPicklist: true }),
    ...(options.idLookup && { idLookup: true }),
    ...(options.nameField && { nameField: true }),
    ...(options.compound !== undefined && { compoundFieldName: options.compound }),
    ...(options.extra !== undefined && { extraTypeInfo: options.extra }),
    ...(options.relationship !== undefined && { relationshipName: options.relationship }),
    ...(options.filterable === false && { filterable: false, sortable: false, groupable: false }),
    ...facts,
    name,
    label,
    type,
  };
}

export const text = (name: string, label: string, length: number, options?: FieldOptions) =>
  field('string', name, label, { length }, options);
export const area = (name: string, label: string, length: number, options?: FieldOptions) =>
  field('textarea', name, label, { length }, { extra: 'plaintextarea', ...options });
export const email = (name: string, label: string, options?: FieldOptions) =>
  field('email', name, label, { length: 80 }, options);
export const phone = (name: string, label: string, options?: FieldOptions) =>
  field('phone', name, label, { length: 40 }, options);
export const url = (name: string, label: string, options?: FieldOptions) =>
  field('url', name, label, { length: 255 }, options);
export const flag = (name: string, label: string, options?: FieldOptions) => field('boolean', name, label, {}, options);
export const date = (name: string, label: string, options?: FieldOptions) => field('date', name, label, {}, options);
export const datetime = (name: string, label: string, options?: FieldOptions) =>
  field('datetime', name, label, {}, options);
export const int = (name: string, label: string, digits: number, options?: FieldOptions) =>
  field('int', name, label, { digits }, options);
export const currency = (name: string, label: string, options?: FieldOptions) =>
  field('currency', name, label, {}, options);
export const number = (
  type: 'double' | 'percent',
  name: string,
  label: string,
  precision: number,
  scale: number,
  options?: FieldOptions,
) => field(type, name, label, { precision, scale }, options);

export const reference = (name: string, label: string, referenceTo: readonly string[], options: FieldOptions = {}) =>
  field(
    'reference',
    name,
    label,
    { length: 18, referenceTo, relationshipName: options.relationship ?? name.replace(/Id$/, '') },
    options,
  );

/** `*` marks the default value, `|` parts a value from another label. */
export function picklist(
  name: string,
  label: string,
  values: readonly string[],
  options: FieldOptions & { length?: number; type?: 'picklist' | 'combobox' } = {},
): FieldSchema {
  const picklistValues = values.map((value): PicklistValue => {
    const [name = '', label = name] = value.replace(/^\*/, '').split('|');
    return { value: name, label, active: true, defaultValue: value.startsWith('*') };
  });
  const defaultValue = picklistValues.find((value) => value.defaultValue)?.value;
  return field(
    options.type ?? 'picklist',
    name,
    label,
    { length: options.length ?? 40, picklistValues },
    { ...(defaultValue !== undefined && { defaultValue, defaulted: true }), ...options },
  );
}
